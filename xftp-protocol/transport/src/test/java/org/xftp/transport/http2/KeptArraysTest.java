package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptArraysTest {
    private final KeptArrays kept = new KeptArrays();

    @Test
    void anArrayThatWasPutBackIsUsedAgain() {
        byte[] array = kept.take(1 << 16);
        kept.put(array);
        assertThat(kept.take(1 << 16)).isSameAs(array);
        assertThat(kept.take(1 << 16)).isNotSameAs(array).hasSize(1 << 16);
    }

    @Test
    void onlySomeSizesAndNumbersAreKept() {
        byte[] odd = kept.take(5000);
        kept.put(odd);
        assertThat(kept.take(5000)).hasSize(5000).isNotSameAs(odd);
        Set<Integer> put = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            byte[] array = new byte[1 << 16];
            put.add(System.identityHashCode(array));
            kept.put(array);
        }
        long again = IntStream.range(0, 1000)
                .filter(i -> put.contains(System.identityHashCode(kept.take(1 << 16)))).count();
        assertThat(again).as("24 MiB").isBetween(384L, 390L); // Identity hash codes may coincide.
    }

    @Test
    void aReleasedBufferGivesItsArrayBack() {
        ByteBuf buffer = kept.buffer(16_384);
        byte[] array = buffer.array();
        assertThat(array).hasSize(16_384);
        assertThat(buffer.readableBytes()).isZero();
        buffer.writeBytes(new byte[16_384]);
        assertThat(buffer.isWritable()).isFalse();
        ByteBuf slice = buffer.retainedSlice(5, 10);
        buffer.release();
        assertThat(kept.take(16_384)).as("still in use").isNotSameAs(array);
        slice.release();
        assertThat(kept.take(16_384)).isSameAs(array);
        assertThat(kept.buffer(1_000_000).capacity()).isEqualTo(65_536);
        assertThat(kept.buffer(1024).capacity()).isEqualTo(1024);
    }

    @Test
    void aQueueGivesBackWhatWasReadAndWhatItDropped() {
        ByteQueue queue = new ByteQueue(kept);
        queue.add(Unpooled.wrappedBuffer(new byte[16_384]));
        queue.add(Unpooled.wrappedBuffer(new byte[16_384]));
        assertThat(queue.capacity()).isEqualTo(16_384 + 65_536);
        queue.take(new byte[20_000], 0, 20_000);
        assertThat(queue.capacity()).isEqualTo(65_536);
        queue.clear();
        queue.clear();
        IdentityHashMap<byte[], Boolean> again = new IdentityHashMap<>();
        for (int size : new int[]{16_384, 16_384, 65_536, 65_536}) {
            again.put(kept.take(size), true);
        }
        assertThat(again).as("none twice").hasSize(4);
    }

    @Test
    void noArrayIsInTwoHands() throws Exception {
        Set<byte[]> taken = ConcurrentHashMap.newKeySet();
        Callable<Boolean> use = () -> {
            boolean alone = true;
            for (int i = 0; i < 20_000; i++) {
                byte[] array = kept.take(16_384);
                alone &= taken.add(array);
                taken.remove(array);
                kept.put(array);
            }
            return alone;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var alone : threads.invokeAll(Collections.nCopies(8, use))) {
                assertThat(alone.get()).isTrue();
            }
        }
    }
}
