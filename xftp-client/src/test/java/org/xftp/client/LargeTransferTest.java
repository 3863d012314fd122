package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A file of 1 GiB, in 256 chunks; only with {@code -Dxftp.large=true}, it takes a minute. */
@EnabledIfSystemProperty(named = "xftp.large", matches = "true")
class LargeTransferTest {
    private static final int PIECES = 1024;

    @Test
    void oneGibibyteArrivesWhole(@TempDir Path directory, @TempDir Path home)
            throws IOException, XftpClientException {
        Path file = directory.resolve("large");
        byte[] piece = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < PIECES; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        try (TestRelays relays = TestRelays.start(home, 2); XftpClient client = XftpClient.builder().build()) {
            UploadResult sent = client.upload(file, relays.addresses(), 1, TransferListener.NONE);
            DownloadResult received = client.download(sent.recipients().getFirst(), DownloadTarget.in(directory),
                    TransferListener.NONE);
            assertThat(Files.mismatch(file, received.file())).isEqualTo(-1);
        }
    }
}
