package org.xftp.client.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xftp.client.TransferListener.Phase;
import org.xftp.protocol.description.RelayAddress;

/** What is known of a running transfer, and when it is time to show it again. */
final class Transfer {
    private final InstantSource clock;
    private final Duration interval;
    private final Set<RelayAddress> relays = new LinkedHashSet<>();
    private @Nullable Phase phase;
    private Speed speed;
    private Instant shown;
    private long done;
    private long moved;
    private long total;

    /** @param interval between two times of showing */
    Transfer(InstantSource clock, Duration interval) {
        this.clock = clock;
        this.interval = interval;
        shown = clock.instant();
        speed = new Speed(shown, 0);
    }

    /** Whether this is the beginning of a phase. */
    boolean update(Phase now, long newDone, long newTotal) {
        boolean begins = now != phase;
        done = newDone;
        total = newTotal;
        if (begins) {
            phase = now;
            moved = 0;
            speed = new Speed(clock.instant(), newDone);
            relays.clear();
        } else {
            speed.add(clock.instant(), units());
        }
        return begins;
    }

    /** Whether the phase got on since this was called last. */
    boolean moved(long now) {
        boolean further = now > moved;
        moved = now;
        speed.add(clock.instant(), units());
        return further;
    }

    void add(RelayAddress relay) {
        relays.add(relay);
    }

    /** True once in each interval. */
    boolean isDue() {
        Instant now = clock.instant();
        if (Duration.between(shown, now).compareTo(interval) < 0) {
            return false;
        }
        shown = now;
        return true;
    }

    boolean isComplete() {
        return done == total;
    }

    OptionalLong perSecond() {
        return speed.perSecond();
    }

    OptionalLong secondsLeft() {
        return speed.secondsLeft(total);
    }

    /** What is done, and what was under way with it when that was told last. */
    long units() {
        return Math.max(done, moved);
    }

    long total() {
        return total;
    }

    /** How many relays have taken part in the phase, or which one. */
    String relays() {
        return switch (relays.size()) {
            case 0 -> "";
            case 1 -> Failures.shortName(relays.iterator().next());
            default -> relays.size() + " relays";
        };
    }
}
