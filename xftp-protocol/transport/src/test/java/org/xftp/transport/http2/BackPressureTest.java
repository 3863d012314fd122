package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.ClientStream;
import org.xftp.transport.Headers;
import org.xftp.transport.TestRelay;

/** A peer that is slow costs a bounded number of bytes: they are counted here. */
@Timeout(120)
class BackPressureTest {
    private static final int BODY = 8 << 20;
    private static final int SERVER_WINDOW = 1 << 18;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch go = new CountDownLatch(1);

    private void awaitGo() {
        try {
            assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the number is as large as it should become, or for long. */
    private static int grown(IntSupplier number, int least) throws InterruptedException {
        long start = System.nanoTime();
        while (number.getAsInt() < least && System.nanoTime() - start < LONG.toNanos()) {
            Thread.sleep(10);
        }
        return number.getAsInt();
    }

    /** The same, and then until it no longer changes. */
    static int settled(IntSupplier number, int least) throws InterruptedException {
        grown(number, least);
        int last = -1;
        for (int now = number.getAsInt(); now != last; now = number.getAsInt()) {
            last = now;
            Thread.sleep(300);
        }
        return last;
    }

    @Test
    void aSlowReaderOnTheServer() throws Exception {
        CompletableFuture<ServerExchange> exchange = new CompletableFuture<>();
        try (TestRelay relay = TestRelay.nearby(stream -> {
            exchange.complete((ServerExchange) stream);
            awaitGo();
            TestRelay.reply(stream, (byte) (TestRelay.readAll(stream).length >> 20));
        }); ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            Thread writer = Thread.ofVirtual().start(() -> writeAll(stream));
            int held = settled(
                    () -> exchange.getNow(null) == null ? 0 : exchange.join().inbound().buffered(), SERVER_WINDOW);
            assertThat(held).isEqualTo(SERVER_WINDOW);
            assertThat(grown(((ClientExchange) stream).outbound()::unsent, 1)).isBetween(1, OutboundBody.LIMIT);
            assertThat(writer.isAlive()).isTrue();
            go.countDown();
            assertThat(TestRelay.readAll(stream)).containsExactly(BODY >> 20);
        }
    }

    private static void writeAll(ByteOutput out) {
        try {
            out.write(new byte[BODY], 0, BODY);
            out.finish();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aSlowReaderOnTheClient() throws Exception {
        CompletableFuture<ServerExchange> exchange = new CompletableFuture<>();
        try (TestRelay relay = TestRelay.nearby(stream -> {
            exchange.complete((ServerExchange) stream);
            writeAll(stream.respond(200, Headers.EMPTY));
        }); ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, true);
            int held = settled(((ClientExchange) stream).inbound()::buffered, FlowWindows.CLIENT.near());
            assertThat(held).isEqualTo(FlowWindows.CLIENT.near());
            assertThat(grown(exchange.join().outbound()::unsent, 1)).isBetween(1, OutboundBody.LIMIT);
            assertThat(TestRelay.readAll(stream)).hasSize(BODY);
        }
    }

    /** Whoever does not read does not stop the others. */
    @Test
    void aStalledStreamLeavesTheOthersRunning() throws Exception {
        try (TestRelay relay = TestRelay.nearby(stream -> {
            if (stream.head().headers().contains("stall")) {
                awaitGo();
            }
            TestRelay.echo(stream);
        }); ClientConnection connection = relay.connect()) {
            ClientStream stalled = connection.open(
                    new org.xftp.transport.RequestHead("POST", "/", Headers.of("stall", "1")), false);
            Thread.ofVirtual().start(() -> writeAll(stalled));
            // Written whole before the echo is read: no more than the client lets come unread.
            byte[] body = new byte[FlowWindows.CLIENT.near()];
            for (int i = 0; i < 8; i++) {
                assertThat(TestRelay.exchange(connection, body)).hasSize(body.length);
            }
            go.countDown();
            assertThat(TestRelay.readAll(stalled)).hasSize(BODY);
        }
    }
}
