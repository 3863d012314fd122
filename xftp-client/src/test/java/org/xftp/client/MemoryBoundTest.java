package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.description.FileDescription;

/** Transfers of one client that have room for one at a time. */
@Timeout(120)
class MemoryBoundTest {
    /** Several chunks. */
    private static final int SIZE = 5 << 19;

    private final XftpClient client = XftpClient.builder().memory(1).build();

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);

    @AfterEach
    void stop() {
        client.close();
    }

    /** How many transfers are between their first chunk and their last. */
    private static final class AtATime {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        TransferListener listener() {
            return new TransferListener() {
                private boolean begun;

                @Override
                public void progress(Phase phase, long done, long total) {
                    if (done > 0 && done < total && !begun) {
                        begun = true;
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    } else if (done == total) {
                        now.decrementAndGet();
                    }
                }
            };
        }
    }

    @Test
    void theyTakeTurns() throws Exception {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        AtATime uploads = new AtATime();
        List<FileDescription> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UploadResult>> results = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                results.add(threads.submit(() -> client.upload(file, running.addresses(), 1, uploads.listener())));
            }
            for (Future<UploadResult> result : results) {
                sent.add(result.get().recipients().getFirst());
            }
        }
        assertThat(uploads.most).hasValue(1);
        for (FileDescription description : sent) {
            assertThat(client.download(description, MemoryTarget.upTo(SIZE), TransferListener.NONE).toArray())
                    .isEqualTo(TestFiles.bytes(SIZE));
        }
    }

    /** It holds up the transfer that it hears of, which has all the room. */
    @Test
    void aListenerMayTransferToo() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        List<UploadResult> within = new ArrayList<>();
        client.upload(file, running.addresses(), 1, new TransferListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (done == total) {
                    try {
                        within.add(client.upload(file, running.addresses(), 1, TransferListener.NONE));
                    } catch (XftpClientException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        });
        assertThat(within).hasSize(1);
    }
}
