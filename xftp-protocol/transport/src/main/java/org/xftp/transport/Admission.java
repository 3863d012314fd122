package org.xftp.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides who is let in. What it knows of an address is forgotten when the address has no connection and its handshakes
 * no longer count, and never grows beyond the number of connections and a fixed number of recent handshakes. Safe for
 * use by many threads.
 */
final class Admission {
    /** A handshake that would have to wait longer is not worth keeping a connection for. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(5).toNanos();
    private static final int MOST_RECENT = 1 << 16;

    /** Let in. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        /** To be called once, when the connection is gone. */
        @Override
        void close();
    }

    private final AdmissionLimits limits;
    private final LongSupplier nanoTime;
    private final Map<ClientAddress, Integer> connections = new HashMap<>();
    /** Those whose handshake was longest ago come first. */
    private final LinkedHashMap<ClientAddress, TokenBucket> recent = new LinkedHashMap<>();
    private final TokenBucket handshakes;
    private int all;

    Admission(AdmissionLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.handshakes = new TokenBucket(limits.handshakes(), nanoTime.getAsLong());
    }

    /** A place among the connections; empty when there is none. */
    synchronized Optional<Place> connect(Optional<ClientAddress> client) {
        if (all >= limits.connections() || client.map(connections::get).orElse(0) >= limits.connectionsPerAddress()) {
            return Optional.empty();
        }
        all++;
        client.ifPresent(address -> connections.merge(address, 1, Integer::sum));
        return Optional.of(() -> left(client));
    }

    /** Whether there is no place for anybody. */
    synchronized boolean isFull() {
        return all >= limits.connections();
    }

    private synchronized void left(Optional<ClientAddress> client) {
        all--;
        client.ifPresent(address -> connections.computeIfPresent(address, (_, n) -> n == 1 ? null : n - 1));
    }

    /** How long the client's handshake has to wait; empty when too many wait already. */
    synchronized Optional<Duration> handshake(Optional<ClientAddress> client) {
        long now = nanoTime.getAsLong();
        var own = client.map(address -> bucket(address, now));
        long delay = Math.max(handshakes.delay(now), own.map(bucket -> bucket.delay(now)).orElse(0L));
        if (delay > LONGEST_WAIT) {
            return Optional.empty();
        }
        handshakes.take(now);
        own.ifPresent(bucket -> bucket.take(now));
        return Optional.of(Duration.ofNanos(delay));
    }

    private TokenBucket bucket(ClientAddress address, long now) {
        forget(now);
        var known = recent.remove(address);
        var bucket = known == null ? new TokenBucket(limits.handshakesPerAddress(), now) : known;
        recent.put(address, bucket);
        return bucket;
    }

    /** Looks at a few only: each call adds at most one. */
    private void forget(long now) {
        for (int i = 0; i < 2 && !recent.isEmpty(); i++) {
            var oldest = recent.firstEntry();
            if (recent.size() < MOST_RECENT && !oldest.getValue().isFull(now)) {
                return;
            }
            recent.pollFirstEntry();
        }
    }

    /** How many addresses it knows something of. */
    synchronized int known() {
        return Math.max(connections.size(), recent.size());
    }
}
