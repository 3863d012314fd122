package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Calls calls = new Calls();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        never.countDown();
        threads.shutdownNow();
        threads.close();
    }

    /** A call as the client's are. */
    private String untilInterrupted() throws XftpClientException {
        running.countDown();
        try {
            never.await();
            return "";
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        }
    }

    /** How it ends, and whether the thread has its flag then. */
    private String ending() {
        try {
            return calls.run(this::untilInterrupted);
        } catch (XftpClientException e) {
            return e.kind() + " " + e.getMessage() + " " + Thread.currentThread().isInterrupted();
        }
    }

    @Test
    void cancellingEndsCallsWithoutTheFlag() throws Exception {
        Future<String> ending = threads.submit(this::ending);
        running.await();
        calls.cancel();
        assertThat(calls.await(LONG)).isTrue();
        assertThat(ending.get()).isEqualTo("INTERRUPTED the client was closed false");
    }

    @Test
    void aCallerThatIsInterruptedKeepsItsFlag() throws Exception {
        Future<String> ending = threads.submit(() -> {
            Thread.currentThread().interrupt();
            calls.cancel();
            return ending();
        });
        assertThat(ending.get()).isEqualTo("INTERRUPTED the client was closed true");

        Calls others = new Calls();
        Future<Boolean> kept = threads.submit(() -> others.run(() -> {
            Thread.currentThread().interrupt();
            others.cancel();
            return Thread.currentThread().isInterrupted();
        }) && Thread.interrupted());
        assertThat(kept.get()).isTrue();
    }

    @Test
    void aCallWithinACallLeavesTheFlagToTheOther() throws Exception {
        Future<String> endings = threads.submit(() -> {
            StringBuilder all = new StringBuilder();
            calls.run(() -> all.append(ending()).append(", "));
            return all.append(Thread.currentThread().isInterrupted()).toString();
        });
        running.await();
        calls.cancel();
        assertThat(endings.get()).isEqualTo("INTERRUPTED interrupted true, false");
    }

    @Test
    void waitingHasAnEnd() throws Exception {
        Future<String> busy = threads.submit(() -> calls.run(() -> {
            running.countDown();
            while (never.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "";
        }));
        running.await();
        assertThat(calls.isCalling()).isFalse();
        assertThat(calls.await(Duration.ofMillis(50))).isFalse();
        never.countDown();
        assertThat(calls.await(LONG)).isTrue();
        assertThat(busy.get()).isEmpty();
    }

    @Test
    void aCallKnowsThatItIsOne() throws XftpClientException {
        assertThat(calls.<Boolean>run(calls::isCalling)).isTrue();
    }
}
