package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NameLookupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Semaphore released = new Semaphore(0);

    @AfterEach
    void release() {
        released.release();
    }

    @Test
    void anAddressIsItself() throws IOException {
        assertThat(NameLookup.resolve("127.0.0.1", PATIENCE, NameLookup.SYSTEM))
                .containsExactly(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}));
    }

    @Test
    void whatNobodyKnowsIsNotRepeated() {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> NameLookup.resolve("secret.invalid", PATIENCE, NameLookup.SYSTEM))
                .withMessageNotContaining("secret");
    }

    @Test
    void aResolverThatHangsIsWaitedForUpToTheLimit() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> NameLookup.resolve("any", Duration.ofMillis(20), this::hang));
    }

    @Test
    void interruptingEndsIt() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> NameLookup.resolve("any", PATIENCE, this::hang));
        assertThat(Thread.interrupted()).isTrue();
    }

    private InetAddress[] hang(String host) {
        released.acquireUninterruptibly();
        return new InetAddress[0];
    }
}
