package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(7 * SECOND);
    private final CountDownLatch stop = new CountDownLatch(1);

    @Test
    void bytesWaitUntilThoseBeforeThemHaveHadTheirTime() {
        Pace pace = new Pace(1000, clock::get, stop);
        assertThat(pace.turn(500)).isZero();
        assertThat(pace.turn(2000)).isEqualTo(SECOND / 2);
        clock.addAndGet(SECOND);
        assertThat(pace.turn(1)).isEqualTo(SECOND + SECOND / 2);
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        Pace pace = new Pace(1000, clock::get, stop);
        clock.addAndGet(100 * SECOND);
        assertThat(pace.turn(1000)).isZero();
        assertThat(pace.turn(1000)).isEqualTo(SECOND);
    }

    @Test
    void noLimitIsNoWait() {
        Pace pace = new Pace(0, clock::get, stop);
        assertThat(pace.turn(Integer.MAX_VALUE)).isZero();
        assertThat(pace.turn(1)).isZero();
    }

    @Test
    void nobodyPassesOnceItIsStopped() {
        Pace pace = new Pace(0, clock::get, stop);
        stop.countDown();
        assertThatThrownBy(() -> pace.take(1)).isInstanceOf(InterruptedIOException.class);
    }
}
