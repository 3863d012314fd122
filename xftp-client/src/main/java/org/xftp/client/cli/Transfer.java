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
        if (begins) {
            phase = now;
            speed = new Speed(clock.instant(), newDone);
            relays.clear();
        } else {
            speed.add(clock.instant(), newDone);
        }
        done = newDone;
        total = newTotal;
        return begins;
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

    long done() {
        return done;
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
