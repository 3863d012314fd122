package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.description.FileHeader;

/** Numbers that cannot be are refused at once; those that are only large work. */
@Timeout(60)
class SettingsTest {
    private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);

    private static XftpClientBuilder builder() {
        return XftpClient.builder();
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Test
    void numbersOutOfRange() {
        refused("at least 1 is needed", () -> builder().window(0));
        refused("a window has at most 1024 chunks", () -> builder().window(Integer.MAX_VALUE));
        refused("at least 1 is needed", () -> builder().connectionsPerRelay(0));
        refused("at least 1 is needed", () -> builder().memory(0));
        refused("at least 1 is needed", () -> builder().replicas(-1));
        refused("timeouts must be positive", () -> new Timeouts(Duration.ZERO, ENDLESS, ENDLESS));
        refused("retry policy out of range", () -> new RetryPolicy(-1, Duration.ZERO, Duration.ZERO));
    }

    @Test
    @SuppressWarnings("NullAway") // It is what is tested.
    void settingsThatAreMissing() {
        for (ThrowingCallable call : new ThrowingCallable[]{() -> builder().retries(null),
            () -> builder().timeouts(null), () -> builder().clock(null), () -> builder().random(null),
            () -> builder().proxy(null), () -> builder().state(null), () -> builder().note(null)}) {
            assertThatNullPointerException().isThrownBy(call);
        }
    }

    /** Even where what is waited for never comes. */
    @Test
    void endlessTimes() throws XftpClientException {
        RetryPolicy policy = new RetryPolicy(1, Duration.ofMillis(1), ENDLESS, ENDLESS);
        try (XftpClient client = builder().timeouts(new Timeouts(ENDLESS, ENDLESS, ENDLESS)).retries(policy)
                .window(1024).connectionsPerRelay(Integer.MAX_VALUE).memory(Long.MAX_VALUE).build();
                UploadSource source = UploadSource.ofBytes("file", TestFiles.bytes(1 << 20))) {
            UploadResult sent = client.upload(source, running.addresses(), 1, TransferListener.NONE);
            assertThat(client.download(sent.recipients().getFirst(), MemoryTarget.upTo(1 << 20), TransferListener.NONE)
                    .toArray()).isEqualTo(TestFiles.bytes(1 << 20));
            running.stop(0);
            Failing.with(FailureKind.NETWORK, () -> client.delete(sent.sender(), TransferListener.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void sourcesOfNoLength(long length) {
        try (XftpClient client = builder().build()) {
            Failing.with(FailureKind.USAGE,
                    () -> client.upload(new OfLength(length), running.addresses(), 1, TransferListener.NONE));
        }
    }

    /** A source that is wrong about its length. */
    private record OfLength(long length) implements UploadSource {
        @Override
        public FileHeader header() {
            return FileHeader.named("file");
        }

        @Override
        public void read(long position, byte[] target, int offset, int count) {}

        @Override
        public void checkUnchanged() {}

        @Override
        public void close() {}
    }
}
