package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.state.Entry;
import org.xftp.client.state.MemoryTransferStore;

/** An upload is cut off between a relay's yes and the note of it: the body is found to be there and not sent again. */
@Timeout(60)
class LostAnswerTest {
    private static final int SIZE = 2_900_000;

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");

    @Test
    void aBodyThatArrivedWithoutAnAnswerIsNotSentAgain() throws Exception {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        MemoryTransferStore kept = new MemoryTransferStore(new SecureRandom());
        TestRelays running = new TestRelays(home);
        running.add(TestRelays::measured);
        try (running; XftpClient client = XftpClient.builder().state(kept).build()) {
            try (XftpClient dying = XftpClient.builder().state(new WatchedStore(kept, new Deaf())).build()) {
                Failing.with(FailureKind.DISK,
                        () -> dying.upload(file, running.addresses(), 1, TransferListener.NONE));
            }
            running.awaitRest(0);
            assertThat(running.counts(0).uploaded()).as("stored, but not known to be").isPositive();

            UploadResult sent = client.upload(file, running.addresses(), 1, TransferListener.NONE);

            assertThat(running.bodiesTaken(0)).isEqualTo(sent.sender().chunks().size());
            assertThat(client.download(sent.recipients().getFirst(), DownloadTarget.in(directory),
                    TransferListener.NONE).file()).hasBinaryContent(TestFiles.bytes(SIZE));
        }
    }

    /** Fails to note that a chunk is stored. */
    private static final class Deaf implements WatchedStore.Watcher {
        @Override
        public void adding(Entry entry) throws IOException {
            if (entry.toArray()[0] == 'S') {
                throw new IOException("no room");
            }
        }
    }
}
