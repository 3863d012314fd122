package org.xftp.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices within seconds that a peer is gone (docs/PROTOCOL.md section 2): while a request is running and nothing
 * arrives, it asks for a sign of life, and closes the connection when none comes. The time for an answer grows with
 * what was sent meanwhile, because the question travels behind it. Sits between TLS and HTTP/2, on the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class Liveness extends ChannelDuplexHandler {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK = SECOND;
    /** Silence after which is asked. */
    private static final long SILENCE = 4 * SECOND;
    /** Least time for an answer. */
    private static final long ANSWER = 8 * SECOND;
    /** Time for an answer when the machine slept: the peer has most likely forgotten the connection. */
    private static final long AFTER_SLEEP = 3 * SECOND;
    /** How far the wall clock may run ahead between two ticks before the machine counts as having slept. */
    private static final long JUMP = 10 * SECOND;
    /** Slowest link that is waited for, in bytes per second. */
    private static final long SLOWEST = 16 << 10;

    private final BooleanSupplier busy;
    private final Runnable ping;
    private final Runnable dead;
    private final LongSupplier nanoClock;
    private final LongSupplier wallMillis;
    private @Nullable ScheduledFuture<?> ticks;
    private long lastRead;
    private long lastTickWall;
    private long lastTick;
    private long writtenSinceRead;
    private long asked;
    private long deadline;
    private boolean asking;

    /**
     * @param busy whether a request is running
     * @param ping sends a PING
     * @param dead closes the connection without waiting for the peer
     */
    Liveness(BooleanSupplier busy, Runnable ping, Runnable dead, LongSupplier nanoClock, LongSupplier wallMillis) {
        this.busy = busy;
        this.ping = ping;
        this.dead = dead;
        this.nanoClock = nanoClock;
        this.wallMillis = wallMillis;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        lastRead = nanoClock.getAsLong();
        lastTick = lastRead;
        lastTickWall = wallMillis.getAsLong();
        ticks = ctx.executor().scheduleWithFixedDelay(this::tick, TICK, TICK, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        lastRead = nanoClock.getAsLong();
        writtenSinceRead = 0;
        asking = false;
        ctx.fireChannelRead(msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf bytes) {
            writtenSinceRead += bytes.readableBytes();
        }
        ctx.write(msg, promise);
    }

    private void tick() {
        long now = nanoClock.getAsLong();
        boolean slept = slept(now);
        if (!busy.getAsBoolean()) {
            lastRead = now;
            asking = false;
        } else if (slept) {
            ask(now, AFTER_SLEEP);
        } else if (!asking && now - lastRead >= SILENCE) {
            ask(now, ANSWER + writtenSinceRead * SECOND / SLOWEST);
        } else if (asking && now - asked >= deadline) {
            stop();
            dead.run();
        }
    }

    /** Some clocks stand still while the machine sleeps, some go on: either way one of the two runs ahead. */
    private boolean slept(long now) {
        long wall = wallMillis.getAsLong();
        long passed = Math.max(TimeUnit.MILLISECONDS.toNanos(wall - lastTickWall), now - lastTick);
        lastTickWall = wall;
        lastTick = now;
        return passed > TICK + JUMP;
    }

    private void ask(long now, long patience) {
        asking = true;
        asked = now;
        deadline = patience;
        ping.run();
    }

    private void stop() {
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }
}
