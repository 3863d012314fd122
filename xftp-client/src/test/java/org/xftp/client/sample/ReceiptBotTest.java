package org.xftp.client.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.DownloadTarget;
import org.xftp.client.TestFiles;
import org.xftp.client.TestRelays;
import org.xftp.client.TransferListener;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.atrest.EncryptedFile;
import org.xftp.client.atrest.FileKey;
import org.xftp.client.state.MemoryTransferStore;
import org.xftp.protocol.chat.DescriptionPart;
import org.xftp.protocol.chat.DescriptionParts;
import org.xftp.protocol.chat.FileInvitation;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;

/** The sample does what docs/LIBRARY.md says, and is what stands there. */
@Timeout(120)
class ReceiptBotTest {
    private static final int SIZE = 300_000;

    @TempDir
    private Path home = Path.of("");
    @TempDir
    private Path inbox = Path.of("");
    @TempDir
    private Path mine = Path.of("");
    private final SecureRandom random = new SecureRandom();

    /** What the bot sent. */
    private static final class Sent implements ReceiptBot.Chat {
        final List<DescriptionPart> parts = new ArrayList<>();
        final List<String> said = new ArrayList<>();

        @Override
        public void send(String contact, FileInvitation invitation, List<DescriptionPart> description) {
            parts.addAll(description);
        }

        @Override
        public void say(String contact, String text) {
            said.add(text);
        }
    }

    /** Two clients with a store each work at a time; closing one leaves the other alone. */
    @Test
    void receivesEncryptedAndAnswers() throws IOException, XftpClientException, DescriptionException {
        Sent chat = new Sent();
        try (TestRelays running = TestRelays.start(home, 1);
                XftpClient ours = XftpClient.builder().state(new MemoryTransferStore(random)).build()) {
            List<DescriptionPart> parts = DescriptionParts.split(DescriptionYaml.write(ours
                    .upload(TestFiles.write(mine.resolve("photo"), SIZE), running.addresses(), 1,
                            TransferListener.NONE)
                    .recipients().getFirst()));
            try (XftpClient bots = XftpClient.builder().state(new MemoryTransferStore(random)).build()) {
                ReceiptBot bot = new ReceiptBot(bots, chat, running.addresses(), inbox, random);
                bot.invited("alice");
                bot.part("alice", new DescriptionPart("late", 2, false));
                parts.forEach(part -> bot.part("alice", part));

                assertThat(chat.said).singleElement().asString().contains("part 1").contains("missing");
                Map.Entry<Path, FileKey> kept = bot.keys().entrySet().iterator().next();
                assertThat(EncryptedFile.open(kept.getKey(), kept.getValue())).hasBinaryContent(TestFiles.bytes(SIZE));
                assertThat(bots.transfers()).isEmpty();
            }
            assertThat(ours.transfers()).hasSize(1);
            String yaml = new DescriptionParts.Joiner().add(chat.parts.getFirst()).orElseThrow();
            Path receipt = ours.download(DescriptionYaml.read(yaml), DownloadTarget.in(mine), TransferListener.NONE)
                    .file();
            assertThat(receipt).hasContent("received " + SIZE + " bytes");
        }
    }

    @Test
    void theDocumentHasTheSampleAsItIs() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/xftp/client/sample/ReceiptBot.java"));
        assertThat(Files.readString(Path.of("../docs/LIBRARY.md")))
                .contains("```java\n" + source.substring(source.indexOf("/** Takes files")) + "```\n");
    }
}
