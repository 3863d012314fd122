package org.xftp.client.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EarlyForceTest {
    private final AtomicInteger forced = new AtomicInteger();

    @Test
    void eachStepIsForcedOnce() throws IOException {
        EarlyForce early = new EarlyForce(forced::incrementAndGet);
        early.wrote(EarlyForce.STEP - 1);
        early.finish();
        assertThat(forced).hasValue(0);
        early.wrote(1);
        early.finish();
        assertThat(forced).hasValue(1);
        early.wrote(EarlyForce.STEP / 2);
        early.finish();
        assertThat(forced).hasValue(1);
        early.wrote(EarlyForce.STEP);
        early.finish();
        assertThat(forced).hasValue(2);
    }

    /** A slow disk is asked again when it has done what it was asked for; the writer goes on meanwhile. */
    @Test
    void oneAtATime() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        EarlyForce early = new EarlyForce(() -> {
            forced.incrementAndGet();
            await(slow);
        });
        for (int i = 0; i < 5; i++) {
            early.wrote(EarlyForce.STEP);
        }
        slow.countDown();
        early.finish();
        assertThat(forced).hasValue(1);
        early.wrote(1);
        early.finish();
        assertThat(forced).hasValue(2);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aDisksFailureIsNotMissed() throws IOException {
        EarlyForce early = new EarlyForce(() -> {
            throw new IOException("bad sector");
        });
        early.wrote(EarlyForce.STEP);
        assertThatThrownBy(early::finish).isInstanceOf(IOException.class).hasMessage("bad sector");
        assertThatThrownBy(() -> early.wrote(EarlyForce.STEP)).isInstanceOf(IOException.class)
                .hasMessage("bad sector");
    }
}
