package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.client.source.MemorySource;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.RelayAddress;

/** The sender's name for the file never leaves the target directory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class HostileNameTest {
    private final XftpClient client = XftpClient.builder().build();

    @TempDir
    private Path directory = Path.of("");
    private List<RelayAddress> relays = List.of();
    private TestRelays running = new TestRelays(directory);

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        running = TestRelays.start(home, 1);
        relays = running.addresses();
    }

    @AfterAll
    void stop() {
        client.close();
        running.close();
    }

    @ParameterizedTest
    @CsvSource({"../x,_x", "/etc/x,_etc_x", "..,file", ".,file", "'',file", "a/../../b,a_.._.._b", "C:\\x,C__x",
        "-rf,rf", ".bashrc,bashrc", "a file.txt,a file.txt", "übung 文件.txt,übung 文件.txt"})
    void namesBecomeHarmless(String hostile, String expected) throws IOException, XftpClientException {
        assertThat(receive(hostile)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("longNames")
    void longNamesFit(String name) throws IOException, XftpClientException {
        assertThat(receive(name)).isEqualTo(name);
        assertThat(receive(name)).isNotEqualTo(name).contains("_1");
    }

    static List<String> longNames() {
        return List.of("x".repeat(255), "\u6587".repeat(83) + ".tar", "y".repeat(251) + ".jpg");
    }

    private String receive(String name) throws IOException, XftpClientException {
        Path outer = directory.resolve("outer");
        Path target = Files.createDirectories(outer.resolve("target"));
        int before = TestFiles.list(target).size();
        MemorySource source = new MemorySource(FileHeader.named(name), TestFiles.bytes(50));
        FileDescription description = client.upload(source, relays, 1, TransferListener.NONE).recipients().getFirst();

        Path received = client.download(description, DownloadTarget.in(target), TransferListener.NONE).file();

        assertThat(received).hasBinaryContent(TestFiles.bytes(50)).hasParent(target);
        assertThat(TestFiles.list(target)).hasSize(before + 1);
        assertThat(TestFiles.list(directory)).containsExactly(outer);
        assertThat(TestFiles.list(outer)).containsExactly(target);
        return String.valueOf(received.getFileName());
    }
}
