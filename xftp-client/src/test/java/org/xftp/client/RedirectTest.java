package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Redirect;
import org.xftp.protocol.description.RelayAddress;

/** Descriptions that lead to descriptions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class RedirectTest {
    private static final int SIZE = 700_000;

    private final XftpClient client = XftpClient.builder().build();

    @TempDir
    private Path directory = Path.of("");
    private List<RelayAddress> relays = List.of();
    private TestRelays running = new TestRelays(directory);
    private Path file = Path.of("");

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        running = TestRelays.start(home, 2);
        relays = running.addresses();
    }

    @AfterAll
    void stop() {
        client.close();
        running.close();
    }

    @BeforeEach
    void write() throws IOException {
        file = TestFiles.write(directory.resolve("large.bin"), SIZE);
    }

    @Test
    void leadsToTheFileAndIsUsedUpWithIt() throws XftpClientException {
        FileDescription redirect = redirectTo(upload().recipients().getFirst());
        assertThat(redirect.chunks()).hasSize(1);

        DownloadResult received = client.download(redirect, target(), TransferListener.NONE);

        assertThat(received.file()).hasFileName("large_1.bin").hasBinaryContent(TestFiles.bytes(SIZE));
        assertThat(received.unacknowledged()).isZero();
        Failing.with(FailureKind.GONE, () -> client.download(redirect, target(), TransferListener.NONE));
    }

    @Test
    void keepsWorkingUntilTheFileHasArrived() throws XftpClientException {
        UploadResult sent = upload();
        FileDescription inner = sent.recipients().getFirst();
        FileDescription redirect = redirectTo(inner);
        client.delete(sent.sender(), TransferListener.NONE);

        Failing.with(FailureKind.GONE, () -> client.download(redirect, target(), TransferListener.NONE));

        assertThat(client.resolve(redirect, TransferListener.NONE)).isEqualTo(inner);
    }

    @Test
    void thatLeadsToAnotherFileIsRefused() throws XftpClientException {
        FileDescription good = redirectTo(upload().recipients().getFirst());
        Redirect promised = good.redirect().orElseThrow();
        for (Redirect wrong : List.of(new Redirect(promised.digest(), promised.size() + 1),
                new Redirect(FileDigest.compute(), promised.size()))) {
            Failing.with(FailureKind.INTEGRITY,
                    () -> client.download(leading(good, wrong), target(), TransferListener.NONE));
        }
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
        client.download(good, target(), TransferListener.NONE);
    }

    @Test
    void toARedirectIsNotMade() throws XftpClientException {
        FileDescription redirect = redirectTo(upload().recipients().getFirst());
        Failing.with(FailureKind.USAGE, () -> redirectTo(redirect));
    }

    @Test
    void thatLeadsToNoDescriptionIsRefused() throws XftpClientException {
        FileDescription plain = upload().recipients().getFirst();
        FileDescription pretending = leading(plain, new Redirect(FileDigest.compute(), 65536));
        Failing.with(FailureKind.INTEGRITY, () -> client.download(pretending, target(), TransferListener.NONE));
    }

    private UploadResult upload() throws XftpClientException {
        return client.upload(file, relays, 1, TransferListener.NONE);
    }

    private FileDescription redirectTo(FileDescription inner) throws XftpClientException {
        return client.uploadRedirect(inner, relays, TransferListener.NONE).recipients().getFirst();
    }

    private static FileDescription leading(FileDescription description, Redirect redirect) {
        return new FileDescription(description.party(), description.size(), description.digest(), description.key(),
                description.nonce(), description.chunkSize(), description.chunks(), Optional.of(redirect));
    }

    private DownloadTarget target() {
        return DownloadTarget.in(directory);
    }
}
