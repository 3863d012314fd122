package org.xftp.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.client.TransferListener;

@Timeout(60)
class ProgressTest {
    private static final int SIZE = 100;

    /** Keeps what it hears, last the calls by time. */
    private static final class Heard implements TransferListener {
        final BlockingQueue<Long> done = new LinkedBlockingQueue<>();
        final BlockingQueue<Long> moved = new LinkedBlockingQueue<>();

        @Override
        public void progress(Phase phase, long units, long total) {
            done.add(units);
        }

        @Override
        public void moved(Phase phase, long units, long total) {
            moved.add(units);
        }

        /** What is told next must be this, but for one call that may have been under way. */
        void assertNext(long units) throws InterruptedException {
            moved.clear();
            long told = moved.take();
            assertThat(told == units ? told : moved.take()).isEqualTo(units);
        }
    }

    private final Heard heard = new Heard();

    @Test
    void tellsOfWhatIsUnderWay() throws InterruptedException {
        try (Progress progress = progress()) {
            Progress.Moving first = progress.moving(SIZE);
            Progress.Moving second = progress.moving(SIZE);
            first.at(30);
            first.at(40);
            second.at(5);
            heard.assertNext(45);
            second.at(SIZE);
            second.arrived();
            heard.assertNext(140);
            assertThat(heard.done).containsExactly(0L, 100L);
        }
    }

    @Test
    void anAttemptThatFailedIsTakenBack() throws InterruptedException {
        try (Progress progress = progress()) {
            Progress.Moving chunk = progress.moving(SIZE);
            chunk.at(90);
            chunk.at(0);
            heard.assertNext(0);
            chunk.at(60);
            heard.assertNext(60);
            chunk.at(SIZE);
            chunk.arrived();
            progress.add(SIZE);
            heard.assertNext(2 * SIZE);
            assertThat(heard.done).containsExactly(0L, 100L, 200L);
        }
    }

    @Test
    void goesOnTellingWhileNothingMoves() throws InterruptedException {
        try (Progress progress = progress()) {
            progress.add(1);
            heard.assertNext(1);
            heard.assertNext(1);
        }
    }

    @Test
    void tellsNothingOnceItIsClosed() throws InterruptedException {
        progress().close();
        heard.moved.clear();
        Thread.sleep(700);
        assertThat(heard.moved).isEmpty();
        assertThat(heard.done).containsExactly(0L);
    }

    private Progress progress() {
        return new Progress(heard, TransferListener.Phase.UPLOADING, 2 * SIZE);
    }
}
