package org.xftp.client;

import java.time.Duration;

/**
 * How long the client waits for relays; what is longer than ten years counts as ten years.
 *
 * @param connect for TCP, TLS and each step of the handshake, per host of an address
 * @param answer without a byte from the relay, for a command without a chunk
 * @param perMebibyte more of it for each MiB of the chunk that a command carries: what the systems in between hold of it
 *     still has to arrive, at 20 kB/s on a slow link, and relays write chunks to disk first. Connections that are dead
 *     are noticed long before
 */
public record Timeouts(Duration connect, Duration answer, Duration perMebibyte) {
    /** Even of a whole chunk, in nanoseconds it fits into 64 bits. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(30),
            Duration.ofSeconds(60));

    /** Refuses what is not positive; {@code perMebibyte} may be zero. */
    public Timeouts {
        if (connect.isNegative() || connect.isZero() || answer.isNegative() || answer.isZero()
                || perMebibyte.isNegative()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
        connect = atMostLongest(connect);
        answer = atMostLongest(answer);
        perMebibyte = atMostLongest(perMebibyte);
    }

    private static Duration atMostLongest(Duration time) {
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }

    /** The longest silence allowed during a command with a chunk of {@code bytes}. */
    public Duration forChunk(long bytes) {
        return answer.plus(perMebibyte.multipliedBy(Math.ceilDiv(bytes, 1L << 20)));
    }
}
