package org.xftp.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.client.Failing;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;

@Timeout(60)
class ChunkMemoryTest {
    private static final int CHUNK = 1 << 20;

    private final ChunkMemory memory = new ChunkMemory(4 * CHUNK);
    private final Semaphore began = new Semaphore(0);

    /** A thread that takes so many chunks and gives them back. */
    private Thread taking(int chunks) {
        return Thread.ofVirtual().start(() -> {
            try (ChunkMemory.Share _ = memory.take(chunks, CHUNK)) {
                began.release();
            } catch (XftpClientException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.join(Duration.ofMillis(1))).as("ended, though there is no room").isFalse();
        }
    }

    @Test
    void whoFindsNoRoomWaitsInTurn() throws Exception {
        List<Thread> waiting = new ArrayList<>();
        try (ChunkMemory.Share _ = memory.take(3, CHUNK)) {
            waiting.add(taking(2));
            awaitWaiting(waiting.getFirst());
            waiting.add(taking(1)); // Has room, but not before the other.
            awaitWaiting(waiting.getLast());
            assertThat(began.availablePermits()).isZero();
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(began.availablePermits()).isEqualTo(2);
    }

    @Test
    void whoNeedsMoreThanThereIsRunsAlone() throws Exception {
        Thread other;
        try (ChunkMemory.Share _ = memory.take(1000, 4 * CHUNK)) {
            other = taking(1);
            awaitWaiting(other);
        }
        other.join();
        try (ChunkMemory.Share _ = memory.take(4, CHUNK)) {
            assertThat(began.tryAcquire()).isTrue();
        }
    }

    @Test
    void whatATransferCallsForDoesNotWait() throws Exception {
        try (ChunkMemory.Share _ = memory.take(4, CHUNK)) {
            memory.take(4, CHUNK).close();
            Thread.ofVirtual().start(() -> Telling.tell(() -> {
                try (ChunkMemory.Share _ = memory.take(4, CHUNK)) {
                    began.release();
                } catch (XftpClientException e) {
                    throw new IllegalStateException(e);
                }
            })).join();
            assertThat(began.tryAcquire()).isTrue();
            Thread other = taking(1);
            awaitWaiting(other); // What did not wait has given nothing back.
        }
        began.acquire();
    }

    @Test
    void anInterruptionEndsTheWait() throws Exception {
        try (ChunkMemory.Share _ = memory.take(4, CHUNK)) {
            Thread other = Thread.ofVirtual().start(() -> {
                Failing.with(FailureKind.INTERRUPTED, () -> memory.take(1, CHUNK).close());
                began.release();
            });
            awaitWaiting(other);
            other.interrupt();
            began.acquire();
        }
        memory.take(4, CHUNK).close();
    }
}
