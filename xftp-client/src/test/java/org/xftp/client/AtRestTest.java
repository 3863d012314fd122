package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.atrest.EncryptedFile;
import org.xftp.client.atrest.FileKey;
import org.xftp.client.atrest.WrongKeyException;
import org.xftp.client.state.MemoryTransferStore;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.description.FileDescription;

/** Received files that are never on disk in clear text. */
@Timeout(120)
class AtRestTest {
    /** A text that would be seen at once, several chunks of it. */
    private static final byte[] TEXT = "nobody but you may read this\n".repeat(90_000)
            .getBytes(StandardCharsets.US_ASCII);
    private static final String SIGN = "nobody but you";

    @TempDir
    private Path home = Path.of("");
    @TempDir
    private Path target = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final FileKey key = FileKey.random(random);
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);

    private FileDescription upload(XftpClient client) throws XftpClientException {
        return client.upload(UploadSource.ofBytes("diary", TEXT), running.addresses(), 1, TransferListener.NONE)
                .recipients().getFirst();
    }

    @Test
    void theFileIsWhatOfficialAppsWrite() throws IOException, XftpClientException {
        try (XftpClient client = XftpClient.builder().build()) {
            DownloadResult received = client.download(upload(client), DownloadTarget.in(target).encrypted(key),
                    TransferListener.NONE);

            assertThat(received.size()).isEqualTo(TEXT.length);
            assertThat(received.file()).hasBinaryContent(secretBoxWithTagBehind(TEXT));
            assertThat(EncryptedFile.open(received.file(), key)).hasBinaryContent(TEXT);
            EncryptedFile.decrypt(received.file(), key, target.resolve("clear"));
            assertThat(target.resolve("clear")).hasBinaryContent(TEXT);
        }
    }

    @Test
    void aKeyCanBeKeptAsBytes() {
        assertThat(key.toBytes()).hasSize(56).startsWith(key.key().toArray()).endsWith(key.nonce().toArray());
        assertThat(FileKey.of(key.toBytes())).isEqualTo(key);
        assertThatIllegalArgumentException().isThrownBy(() -> FileKey.of(new byte[55]));
        assertThat(key).hasToString("FileKey[redacted]");
    }

    /** Goes on with what is there, and no clear text is there at any time. */
    @Test
    void aDownloadThatWasCutOffGoesOnEncrypted() throws IOException, XftpClientException {
        try (XftpClient client = XftpClient.builder().window(2).state(new MemoryTransferStore(random)).build()) {
            FileDescription description = upload(client);
            DownloadTarget encrypted = DownloadTarget.in(target).encrypted(key);
            Thread owner = Thread.currentThread();
            Failing.with(FailureKind.INTERRUPTED, () -> client.download(description, encrypted, interrupter(owner)));
            assertThat(Thread.interrupted()).isTrue();
            Path part = TestFiles.list(target).getFirst();
            assertThat(Files.size(part)).isPositive();
            assertThat(Files.readString(part, StandardCharsets.ISO_8859_1)).doesNotContain(SIGN);
            long before = running.counts(0).downloads();

            Path file = client.download(description, encrypted, TransferListener.NONE).file();

            assertThat(running.counts(0).downloads() - before).isLessThan(description.chunks().size());
            assertThat(file).hasBinaryContent(secretBoxWithTagBehind(TEXT));
        }
    }

    /** Another key than before only costs the part that was there. */
    @Test
    void aLostKeyMeansBeginningAgain() throws IOException, XftpClientException {
        try (XftpClient client = XftpClient.builder().window(2).state(new MemoryTransferStore(random)).build()) {
            FileDescription description = upload(client);
            Thread owner = Thread.currentThread();
            FileKey lost = FileKey.random(random);
            Failing.with(FailureKind.INTERRUPTED, () -> client.download(description,
                    DownloadTarget.in(target).encrypted(lost), interrupter(owner)));
            assertThat(Thread.interrupted()).isTrue();

            Path file = client
                    .download(description, DownloadTarget.in(target).encrypted(key), TransferListener.NONE).file();

            assertThat(file).hasBinaryContent(secretBoxWithTagBehind(TEXT));
            assertThat(TestFiles.list(target)).containsExactly(file);
        }
    }

    /** What has its name is not replaced, and the call with the right key ends what was left undone. */
    @Test
    void aFileThatHasItsNameAsksForItsKey() throws IOException, XftpClientException {
        try (XftpClient client = XftpClient.builder().state(new MemoryTransferStore(random)).build()) {
            FileDescription description = upload(client);
            DownloadTarget encrypted = DownloadTarget.in(target).encrypted(key);
            Thread owner = Thread.currentThread();
            Failing.with(FailureKind.INTERRUPTED,
                    () -> client.download(description, encrypted, whileAcknowledging(owner)));
            assertThat(Thread.interrupted()).isTrue();
            long before = running.counts(0).downloads();

            DownloadTarget other = DownloadTarget.in(target).encrypted(FileKey.random(random));
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThat(Failing.with(FailureKind.USAGE,
                        () -> client.download(description, other, TransferListener.NONE)))
                        .hasMessageContaining("another key");
            }
            assertThat(TestFiles.list(target)).hasSize(1).first().satisfies(file -> EncryptedFile.check(file, key));

            Path file = client.download(description, encrypted, TransferListener.NONE).file();

            assertThat(file).hasBinaryContent(secretBoxWithTagBehind(TEXT));
            assertThat(running.counts(0).downloads()).isEqualTo(before);
            assertThat(running.counts(0).acknowledged()).isEqualTo(description.chunks().size());
            assertThat(client.transfers()).noneMatch(info -> info.description().isPresent());
        }
    }

    /** Waits until the interrupt has come back to the task that made it: otherwise all could be done before. */
    private static TransferListener whileAcknowledging(Thread owner) {
        return new TransferListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.ACKNOWLEDGING && done > 0) {
                    owner.interrupt();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        };
    }

    @Test
    void wrongKeysAlteredAndCutFilesAreFound() throws IOException {
        Path file = Files.write(target.resolve("file"), secretBoxWithTagBehind(TEXT));
        EncryptedFile.check(file, key);
        assertThatThrownBy(() -> EncryptedFile.check(file, FileKey.random(random)))
                .isInstanceOf(WrongKeyException.class);

        byte[] altered = Files.readAllBytes(file);
        altered[1000] ^= 1;
        assertRefused(altered);
        assertRefused(Arrays.copyOf(secretBoxWithTagBehind(TEXT), TEXT.length));
        assertRefused(new byte[15]);
    }

    private void assertRefused(byte[] content) throws IOException {
        Path file = Files.write(target.resolve("file"), content);
        Path clear = target.resolve("clear");
        assertThatThrownBy(() -> EncryptedFile.decrypt(file, key, clear)).isInstanceOf(WrongKeyException.class);
        assertThat(clear).doesNotExist();
    }

    @Test
    void anEmptyFileHasATagOnly() throws IOException {
        Path file = Files.write(target.resolve("file"), secretBoxWithTagBehind(new byte[0]));
        assertThat(EncryptedFile.open(file, key)).isEmpty();
    }

    @Test
    void keysAreNotPrinted() {
        assertThat(DownloadTarget.in(target).encrypted(key).toString()).contains("redacted")
                .doesNotContain(key.nonce().hex());
    }

    private static TransferListener interrupter(Thread owner) {
        return new TransferListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.DOWNLOADING && done >= 1 << 20) {
                    owner.interrupt();
                }
            }
        };
    }

    /** As official apps write it: the box that the vectors of the official programs prove, and its tag behind. */
    private byte[] secretBoxWithTagBehind(byte[] text) {
        byte[] result = Arrays.copyOf(text, text.length + SecretBox.TAG_LENGTH);
        try (SecretBox box = SecretBox.encrypting(key.key(), key.nonce())) {
            box.update(result, 0, text.length);
            System.arraycopy(box.tag(), 0, result, text.length, SecretBox.TAG_LENGTH);
        }
        return result;
    }
}
