package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.transport.Again;
import org.xftp.transport.EarlyReplyException;

/** The two queues between event loops and virtual threads, without a network. */
@Timeout(60)
class BodiesTest {
    private final Buffers buffers = new Buffers(1 << 20);
    private final List<Integer> credits = new ArrayList<>();
    private final InboundBody inbound = new InboundBody(credits::add, buffers);

    private static ByteBuf bytes(int length) {
        return Unpooled.wrappedBuffer(new byte[length]);
    }

    @Test
    void aQueueGivesBackWhatWentIn() {
        Random random = new Random(3);
        ByteQueue queue = new ByteQueue(new KeptArrays());
        ArrayDeque<Byte> model = new ArrayDeque<>();
        for (int i = 0; i < 3_000; i++) {
            byte[] data = new byte[random.nextInt(200) * random.nextInt(200)];
            random.nextBytes(data);
            queue.add(Unpooled.wrappedBuffer(data));
            for (byte one : data) {
                model.add(one);
            }
            byte[] out = new byte[random.nextInt(21_000)];
            int n = queue.take(out, 0, out.length);
            assertThat(n).isEqualTo(Math.min(out.length, model.size()));
            for (int k = 0; k < n; k++) {
                assertThat(out[k]).isEqualTo(model.remove());
            }
            assertThat(queue.count()).isEqualTo(model.size());
            assertThat(queue.capacity()).as("memory")
                    .isBetween(queue.count(), queue.count() == 0 ? 0 : queue.count() + 2 * KeptArrays.PIECE);
        }
        assertThat(queue.clear()).isEqualTo(model.size());
        assertThat(queue.count()).isZero();
    }

    @Test
    void creditIsReturnedInBatches() throws IOException {
        byte[] buffer = new byte[1 << 20];
        inbound.offer(bytes(InboundBody.CREDIT_BATCH + 10));
        assertThat(inbound.read(buffer, 0, 10)).isEqualTo(10);
        assertThat(credits).isEmpty();
        assertThat(inbound.read(buffer, 0, InboundBody.CREDIT_BATCH - 10)).isEqualTo(InboundBody.CREDIT_BATCH - 10);
        assertThat(credits).containsExactly(InboundBody.CREDIT_BATCH);
    }

    /** Or else a hundred readers with a little each could hold the connection's window for ever. */
    @Test
    void creditIsReturnedBeforeWaiting() throws IOException {
        byte[] buffer = new byte[100];
        inbound.timeout(Duration.ofMillis(10));
        inbound.offer(bytes(7));
        assertThat(inbound.read(buffer, 0, 100)).isEqualTo(7);
        assertThat(credits).isEmpty();
        assertThatThrownBy(() -> inbound.read(buffer, 0, 100)).isInstanceOf(SocketTimeoutException.class);
        assertThat(credits).containsExactly(7);
    }

    @Test
    void aPeerThatPausesCostsNoMemory() throws IOException {
        inbound.timeout(Duration.ofMillis(10));
        inbound.offer(bytes(7));
        assertThat(buffers.inbound()).isPositive();
        assertThat(inbound.read(new byte[7], 0, 7)).isEqualTo(7);
        assertThat(buffers.inbound()).isZero();
        assertThatThrownBy(() -> inbound.read(new byte[7], 0, 7)).isInstanceOf(SocketTimeoutException.class);
        assertThat(buffers.inbound()).isZero();
        inbound.offer(bytes(7));
        assertThat(inbound.read(new byte[8], 0, 8)).isEqualTo(7);
    }

    @Test
    void discardingOwesEverythingAndTakesNothing() throws IOException {
        inbound.offer(bytes(100));
        inbound.read(new byte[30], 0, 30);
        assertThat(inbound.discard()).isEqualTo(100);
        assertThat(inbound.offer(bytes(5))).isFalse();
        assertThat(inbound.buffered()).isZero();
        assertThat(inbound.discard()).isZero();
    }

    @Test
    void whatCameBeforeAFailureIsReadFirst() throws IOException {
        IOException failure = new IOException("gone");
        inbound.offer(bytes(3));
        inbound.fail(failure);
        inbound.fail(new IOException("later"));
        assertThat(inbound.read(new byte[10], 0, 10)).isEqualTo(3);
        assertThatThrownBy(() -> inbound.read(new byte[10], 0, 10)).isSameAs(failure);
    }

    @Test
    void aFailureAfterTheEndChangesNothing() throws IOException {
        inbound.offer(bytes(3));
        inbound.end();
        inbound.fail(new IOException("gone"));
        assertThat(inbound.read(new byte[10], 0, 10)).isEqualTo(3);
        assertThat(inbound.read(new byte[10], 0, 10)).isEqualTo(-1);
        assertThat(inbound.read(new byte[10], 0, 0)).isZero();
    }

    @Test
    void readersCanBeInterrupted() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                inbound.read(new byte[1], 0, 1);
            } catch (IOException e) {
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                thrown.complete(e);
            }
        });
        reader.interrupt();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void awaitHoldsUntilEnoughIsThere() throws Exception {
        inbound.offer(bytes(100));
        assertThatThrownBy(() -> inbound.await(101, Duration.ofMillis(10))).isInstanceOf(SocketTimeoutException.class);
        inbound.await(100, Duration.ZERO);

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                inbound.await(101, Duration.ofSeconds(30));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        inbound.offer(bytes(1));
        waiting.get(30, TimeUnit.SECONDS);
        assertThat(inbound.buffered()).isEqualTo(101);
    }

    @Test
    void awaitEndsWithTheBodyAndFailsWithTheStream() throws IOException {
        inbound.offer(bytes(5));
        inbound.fail(new IOException("reset"));
        assertThatThrownBy(() -> inbound.await(6, Duration.ofSeconds(30))).hasMessage("reset");
        InboundBody ended = new InboundBody(_ -> {}, buffers);
        ended.offer(bytes(5));
        ended.end();
        ended.await(6, Duration.ofSeconds(30));
        assertThat(ended.read(new byte[10], 0, 10)).isEqualTo(5);
    }

    @Test
    void awaitGivesBackWhatWasReadSoThatMoreCanCome() throws IOException {
        inbound.offer(bytes(20_000));
        inbound.read(new byte[16_384], 0, 16_384);
        inbound.await(3_616, Duration.ZERO);
        assertThat(credits).isEmpty();
        assertThatThrownBy(() -> inbound.await(16_384, Duration.ofMillis(1)))
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(credits).containsExactly(16_384);
    }

    @Test
    void aBodyThatFailedDoesNotLookComplete() {
        inbound.offer(bytes(5));
        inbound.fail(new IOException("reset"));
        inbound.end();
        assertThatThrownBy(() -> inbound.read(new byte[10], inbound.read(new byte[5], 0, 5), 1)).hasMessage("reset");
    }

    @Test
    void memoryOfWaitingBytesIsCounted() throws IOException {
        inbound.offer(bytes(300_000));
        assertThat(buffers.inbound()).isBetween(300_000L, 600_000L);
        inbound.read(new byte[300_000], 0, 300_000);
        assertThat(buffers.inbound()).isZero();
        inbound.offer(bytes(3_000));
        inbound.discard();
        assertThat(buffers.inbound()).isZero();
    }

    private final List<String> announcements = new ArrayList<>();
    private final OutboundBody outbound = new OutboundBody(() -> announcements.add("ready"), buffers);

    private int take() {
        OutboundBody.Batch batch = outbound.take();
        int length = batch.data().stream().mapToInt(ByteBuf::readableBytes).sum();
        batch.data().forEach(ByteBuf::release);
        return length;
    }

    @Test
    void bytesOnTheirWayOutAreCountedUntilTheyAreOutOrDropped() throws IOException {
        outbound.write(new byte[1000], 0, 1000);
        int taken = take();
        outbound.write(new byte[500], 0, 500);
        assertThat(buffers.outbound()).isEqualTo(1500);
        outbound.sent(taken);
        assertThat(buffers.outbound()).isEqualTo(500);
        outbound.fail(new IOException("reset"));
        assertThat(buffers.outbound()).isZero();
    }

    @Test
    void repliesWaitWithLessWhenManyDo() throws IOException {
        outbound.awaitRoom(OutboundBody.LIMIT, Duration.ZERO);
        outbound.write(new byte[50_000], 0, 50_000);
        outbound.awaitRoom(1 << 16, Duration.ZERO);

        buffers.outbound(1 << 19);
        assertThatThrownBy(() -> outbound.awaitRoom(1 << 16, Duration.ofMillis(1)))
                .isInstanceOf(SocketTimeoutException.class);
        outbound.sent(take());
        outbound.awaitRoom(1 << 16, Duration.ZERO);
    }

    @Test
    void writesAreAnnouncedOnceUntilTaken() throws IOException {
        outbound.head(new DefaultHttp2Headers());
        assertThat(announcements).isEmpty();
        outbound.write(new byte[10], 0, 10);
        outbound.write(new byte[10], 0, 10);
        assertThat(announcements).hasSize(1);
        OutboundBody.Batch batch = outbound.take();
        assertThat(batch.head()).isNotNull();
        assertThat(batch.end()).isFalse();
        assertThat(batch.data()).hasSize(1);
        assertThat(batch.data().getFirst().readableBytes()).isEqualTo(20);
        batch.data().forEach(ByteBuf::release);
        outbound.finish();
        outbound.finish();
        assertThat(announcements).hasSize(2);
        assertThat(outbound.take().end()).isTrue();
        assertThat(outbound.take().end()).isFalse();
        assertThatThrownBy(() -> outbound.write(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writersWaitForRoomAndLearnOfAStall() throws IOException {
        outbound.timeout(Duration.ofMillis(30));
        outbound.write(new byte[OutboundBody.LIMIT], 0, OutboundBody.LIMIT);
        assertThat(take()).isEqualTo(OutboundBody.LIMIT);
        assertThat(outbound.unsent()).isEqualTo(OutboundBody.LIMIT);
        assertThatThrownBy(() -> outbound.write(new byte[1], 0, 1)).isInstanceOf(SocketTimeoutException.class);
        outbound.sent(OutboundBody.LIMIT);
        outbound.write(new byte[1], 0, 1);
        assertThat(take()).isEqualTo(1);
    }

    /** A slow peer is no stalled one: each byte that it takes starts the time anew. */
    @Test
    void slowProgressIsNoStall() throws Exception {
        Again.withMoreTime(Duration.ofMillis(500), BodiesTest::assertIsNoStall);
    }

    private static void assertIsNoStall(Duration stall) throws Exception {
        OutboundBody slow = new OutboundBody(() -> {}, new Buffers(1 << 20));
        slow.timeout(stall);
        slow.write(new byte[OutboundBody.LIMIT], 0, OutboundBody.LIMIT);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                slow.write(new byte[1], 0, 1);
            } catch (IOException e) {
                thrown.complete(e);
            }
        });
        for (int i = 0; i < 8; i++) {
            Thread.sleep(stall.multipliedBy(2).dividedBy(5));
            slow.sent(1000);
        }
        assertThat(thrown).isNotDone();
        slow.sent(OutboundBody.LIMIT - 8000);
        writer.join();
        assertThat(thrown).isNotDone();
    }

    @Test
    void aCompleteReplyEndsWritingButNotTheEnd() throws IOException {
        outbound.write(new byte[5], 0, 5);
        outbound.replyComplete();
        assertThatThrownBy(() -> outbound.write(new byte[1], 0, 1)).isInstanceOf(EarlyReplyException.class);
        outbound.finish();
        assertThat(take()).isEqualTo(5);
    }

    @Test
    void failuresReachWritersAndDropWhatWaits() throws IOException {
        IOException failure = new IOException("gone");
        outbound.write(new byte[5], 0, 5);
        outbound.fail(failure);
        assertThatThrownBy(() -> outbound.write(new byte[1], 0, 1)).isSameAs(failure);
        assertThatThrownBy(outbound::finish).isSameAs(failure);
        assertThatThrownBy(() -> outbound.head(new DefaultHttp2Headers())).isSameAs(failure);
        assertThat(take()).isZero();
    }
}
