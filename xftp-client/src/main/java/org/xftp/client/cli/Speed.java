package org.xftp.client.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** How fast something goes, over the last quarter of a minute: what a resumed transfer had before does not count. */
final class Speed {
    private static final Duration WINDOW = Duration.ofSeconds(15);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample latest;

    private record Sample(Instant at, long done) {}

    /** @param done units that were there at {@code start} already */
    Speed(Instant start, long done) {
        latest = new Sample(start, done);
        samples.add(latest);
    }

    void add(Instant now, long done) {
        latest = new Sample(now, done);
        if (Duration.between(samples.getLast().at, now).compareTo(STEP) >= 0) {
            samples.addLast(latest);
        }
        while (samples.size() > 1 && Duration.between(samples.getFirst().at, now).compareTo(WINDOW) > 0) {
            samples.removeFirst();
        }
    }

    /** Units a second; nothing while that cannot be said yet. */
    OptionalLong perSecond() {
        Sample first = samples.getFirst();
        Duration elapsed = Duration.between(first.at, latest.at);
        long units = latest.done - first.done;
        return elapsed.compareTo(SHORTEST) < 0 || units <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, (long) (units * 1000.0 / elapsed.toMillis())));
    }

    /** Seconds until {@code total}, rounded up. */
    OptionalLong secondsLeft(long total) {
        OptionalLong rate = perSecond();
        return rate.isEmpty() || latest.done >= total
                ? OptionalLong.empty()
                : OptionalLong.of(Math.ceilDiv(total - latest.done, rate.getAsLong()));
    }
}
