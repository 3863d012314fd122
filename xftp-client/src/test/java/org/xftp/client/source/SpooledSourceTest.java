package org.xftp.client.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.Failing;
import org.xftp.client.FailureKind;
import org.xftp.client.TestFiles;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;

/** Streams of any length, and what becomes of them when somebody is interrupted or they break. */
class SpooledSourceTest {
    private static final int LONG = 9_000_001;

    @TempDir
    private Path directory = Path.of("");

    private UploadSource source(InputStream in) throws XftpClientException {
        return UploadSource.ofStream("in", in, directory, new Random(1));
    }

    /** A stream of many bytes that then does something else. */
    private static InputStream before(InputStream end) {
        return new SequenceInputStream(new ByteArrayInputStream(TestFiles.bytes(LONG)), end);
    }

    private interface Breaking {
        int read() throws IOException;
    }

    private static InputStream breaking(Breaking breaking) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return breaking.read();
            }

            // The one of the superclass hides failures behind the first byte.
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return breaking.read();
            }
        };
    }

    @Test
    void anyLengthComesOutAsItWentInAndLeavesNothing() throws IOException, XftpClientException {
        for (int length : new int[]{0, 1, (4 << 20) - 1, 4 << 20, (4 << 20) + 1, LONG}) {
            byte[] bytes = TestFiles.bytes(length);
            try (UploadSource source = source(new ByteArrayInputStream(bytes))) {
                byte[] read = new byte[length];
                source.read(0, read, 0, length);
                assertThat(read).isEqualTo(bytes);
                assertThat(source.length()).isEqualTo(length);
                assertThat(source.identity()).contains(MemorySource.identityOf(bytes));
                assertThat(TestFiles.list(directory)).as("without a name").isEmpty();
            }
        }
    }

    @Test
    void anInterruptedReadKeepsTheBytes() throws XftpClientException {
        byte[] bytes = TestFiles.bytes(LONG);
        byte[] read = new byte[LONG];
        try (UploadSource source = source(new ByteArrayInputStream(bytes))) {
            Thread.currentThread().interrupt();
            Failing.with(FailureKind.INTERRUPTED, () -> source.read(0, read, 0, LONG));
            assertThat(Thread.interrupted()).isTrue();
            source.read(0, read, 0, LONG);
            assertThat(read).isEqualTo(bytes);
        }
    }

    @Test
    void anInterruptEndsReadingAStreamThatDoesNotNotice() throws IOException {
        InputStream endless = breaking(() -> {
            Thread.currentThread().interrupt();
            return 1;
        });
        Failing.with(FailureKind.INTERRUPTED, () -> source(endless));
        assertThat(Thread.interrupted()).isTrue();
        Failing.with(FailureKind.INTERRUPTED, () -> source(before(endless)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(TestFiles.list(directory)).isEmpty();
    }

    /** As a stream of a pipe tells of it. */
    @Test
    void aStreamThatNoticesAnInterruptIsNoBrokenOne() {
        Failing.with(FailureKind.INTERRUPTED, () -> source(breaking(() -> {
            throw new InterruptedIOException("interrupted");
        })));
        assertThat(Thread.interrupted()).as("the flag is set again").isTrue();
        Failing.with(FailureKind.DISK, () -> source(breaking(() -> {
            throw new SocketTimeoutException("nothing came");
        })));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aStreamThatBreaksLeavesNothingOpen() throws IOException {
        Failing.with(FailureKind.DISK, () -> source(before(breaking(() -> {
            throw new IOException("gone");
        }))));
        assertThatIllegalStateException().isThrownBy(() -> source(before(breaking(() -> {
            throw new IllegalStateException("a bug");
        }))));
        assertThat(TestFiles.list(directory)).isEmpty();
        assertThat(openSpools()).isZero();
    }

    private static long openSpools() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        long open = 0;
        for (Path handle : Files.isDirectory(handles) ? TestFiles.list(handles) : List.<Path>of()) {
            open += Files.isSymbolicLink(handle) && Files.readSymbolicLink(handle).toString().contains(".spool")
                    ? 1
                    : 0;
        }
        return open;
    }
}
