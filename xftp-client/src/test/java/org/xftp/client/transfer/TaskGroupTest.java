package org.xftp.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;

@Timeout(30)
class TaskGroupTest {
    @Test
    void noMoreTasksRunAtATimeThanTheLimit() throws XftpClientException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (TaskGroup group = new TaskGroup("test", 3)) {
            for (int i = 0; i < 50; i++) {
                group.start(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    sleep(2);
                    running.decrementAndGet();
                    done.incrementAndGet();
                });
            }
            group.await();
        }
        assertThat(done).hasValue(50);
        assertThat(most).hasValue(3);
    }

    @Test
    void aHigherLimitHoldsForTheNextTask() throws XftpClientException {
        CountDownLatch bothRun = new CountDownLatch(2);
        AtomicInteger limit = new AtomicInteger();
        try (TaskGroup group = new TaskGroup("test", limit::incrementAndGet)) {
            for (int i = 0; i < 2; i++) {
                group.start(() -> {
                    bothRun.countDown();
                    awaitLatch(bothRun);
                });
            }
            group.await();
        }
        assertThat(bothRun.getCount()).isZero();
    }

    @Test
    void theFirstFailureReachesTheOwnerAndInterruptsTheRest() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch waiting = new CountDownLatch(1);
        assertThatExceptionOfType(XftpClientException.class).isThrownBy(() -> {
            try (TaskGroup group = new TaskGroup("test", 2)) {
                group.start(() -> {
                    waiting.countDown();
                    interrupted.set(!sleep(60_000));
                });
                group.start(() -> {
                    awaitLatch(waiting);
                    throw new XftpClientException(FailureKind.QUOTA, "first");
                });
                group.await();
            }
        }).withMessage("first");
        assertThat(interrupted).isTrue();
    }

    @Test
    void anOwnerThatWaitsForAPlaceHearsOfAFailure() {
        assertThatExceptionOfType(XftpClientException.class).isThrownBy(() -> {
            try (TaskGroup group = new TaskGroup("test", 2)) {
                group.start(() -> sleep(60_000));
                group.start(() -> {
                    throw new XftpClientException(FailureKind.QUOTA, "full");
                });
                group.reserve();
                group.reserve();
                group.await();
            }
        }).withMessage("full");
    }

    @Test
    void aBugInATaskIsNotSwallowed() {
        assertThatIllegalStateException().isThrownBy(() -> {
            try (TaskGroup group = new TaskGroup("test", 1)) {
                group.start(() -> {
                    throw new UnsupportedOperationException("bug");
                });
                group.await();
            }
        }).withCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void interruptingTheOwnerEndsItsWait() {
        assertThatExceptionOfType(XftpClientException.class).isThrownBy(() -> {
            try (TaskGroup group = new TaskGroup("test", 1)) {
                group.start(() -> sleep(60_000));
                Thread.currentThread().interrupt();
                group.await();
            }
        }).satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the sleep was undisturbed. */
    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
