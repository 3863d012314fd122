package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.RelayAddress;

/** A file whose description nobody could read is refused before anything of it is sent. */
class UploadSizeTest {
    private static final long GIB = 1L << 30;

    /** So many bytes, none of which is there. */
    private record Promised(long length) implements UploadSource {
        @Override
        public FileHeader header() {
            return FileHeader.named("film");
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws XftpClientException {
            throw new XftpClientException(FailureKind.DISK, "it is read");
        }

        @Override
        public void checkUnchanged() {
            // It never was anything.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 391, USAGE", "1, 390, DISK", "2, 196, USAGE", "2, 195, DISK"})
    void refusesWhatCannotBeDescribed(int replicas, long gib, FailureKind kind) throws Exception {
        List<RelayAddress> relays = List.of(relay("one.example"), relay("two.example"));
        try (XftpClient client = XftpClient.builder().replicas(replicas).build()) {
            XftpClientException failure = Failing.with(kind,
                    () -> client.upload(new Promised(gib * GIB), relays, 1, TransferListener.NONE));
            if (kind == FailureKind.USAGE) {
                assertThat(failure).hasMessage("the file is too large to be described: with " + replicas
                        + " of each chunk it may have " + 390 / replicas + " GiB");
            }
        }
    }

    private static RelayAddress relay(String host) throws Exception {
        return RelayAddress.parse("xftp://AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=@" + host);
    }
}
