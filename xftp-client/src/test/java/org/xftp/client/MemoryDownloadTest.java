package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.description.FileDescription;

/** Files that never touch the disk of sender or receiver. */
@Timeout(120)
class MemoryDownloadTest {
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);
    private final XftpClient client = XftpClient.builder().window(1).build();

    @AfterEach
    void stop() {
        client.close();
    }

    private FileDescription upload(int size) throws XftpClientException {
        try (UploadSource source = UploadSource.ofBytes("../note.txt", TestFiles.bytes(size))) {
            return client.upload(source, running.addresses(), 1, TransferListener.NONE).recipients().getFirst();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 2_500_000})
    void aFileOfExactlyTheMaximumArrives(int size) throws XftpClientException {
        FileDescription description = upload(size);

        ReceivedBytes received = client.download(description, MemoryTarget.upTo(size), TransferListener.NONE);

        assertThat(received.toArray()).isEqualTo(TestFiles.bytes(size));
        assertThat(received.name()).isEqualTo("_note.txt");
        assertThat(received.unacknowledged()).isZero();
        assertThat(running.counts(0).acknowledged()).isEqualTo(description.chunks().size());
    }

    /** By its first chunk, not when memory is full. */
    @Test
    void aLongerFileIsRefusedAndStays() throws XftpClientException {
        FileDescription description = upload(5_000_000);

        Failing.with(FailureKind.USAGE,
                () -> client.download(description, MemoryTarget.upTo(4_999_999), TransferListener.NONE));

        assertThat(running.counts(0).downloads()).isLessThan(description.chunks().size());
        assertThat(running.counts(0).acknowledged()).isZero();
        assertThat(client.download(description, MemoryTarget.upTo(5_000_000), TransferListener.NONE).length())
                .isEqualTo(5_000_000);
    }

    @Test
    void aFileThatIsKeptCanBeHadTwice() throws XftpClientException {
        FileDescription description = upload(100);
        MemoryTarget target = MemoryTarget.upTo(100).keeping();

        ReceivedBytes first = client.download(description, target, TransferListener.NONE);

        assertThat(client.download(description, target, TransferListener.NONE)).isEqualTo(first);
        assertThat(running.counts(0).acknowledged()).isZero();
    }

    @Test
    void aRedirectIsFollowedAndAcknowledgedToo() throws XftpClientException {
        FileDescription link = client.uploadRedirect(upload(100), running.addresses(), TransferListener.NONE)
                .recipients().getFirst();

        assertThat(client.download(link, MemoryTarget.upTo(100), TransferListener.NONE).toArray())
                .isEqualTo(TestFiles.bytes(100));
        assertThat(running.counts(0).acknowledged()).isEqualTo(2);
    }

    /** All chunks are the described ones; only the whole is not. */
    @Test
    void nothingIsGivenOutOfAFileThatIsNotTheDescribedOne() throws XftpClientException {
        FileDescription right = upload(100);
        FileDescription wrong = new FileDescription(right.party(), right.size(), FileDigest.compute(new byte[1]),
                right.key(), right.nonce(), right.chunkSize(), right.chunks(), right.redirect());

        Failing.with(FailureKind.INTEGRITY,
                () -> client.download(wrong, MemoryTarget.upTo(100), TransferListener.NONE));

        assertThat(running.counts(0).acknowledged()).isZero();
    }

    @Test
    void aMaximumIsNoNegativeNumber() {
        assertThatThrownBy(() -> MemoryTarget.upTo(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
