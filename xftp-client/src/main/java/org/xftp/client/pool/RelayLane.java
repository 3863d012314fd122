package org.xftp.client.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.xftp.client.relay.RelayConnection;

/** One relay's connections that wait for work; those that have waited too long are not used any more. For several threads. */
final class RelayLane {
    /** Tells the time in two ways: some clocks stand still while the machine sleeps, others can be set back. */
    interface Clock {
        /** Nanoseconds since some moment. */
        long nanos();

        /** Milliseconds of the wall clock. */
        long wallMillis();

        /** This machine's. */
        static Clock system() {
            return new Clock() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public long wallMillis() {
                    return System.currentTimeMillis();
                }
            };
        }
    }

    private record Idle(RelayConnection connection, long nanos, long wallMillis) {}

    private final Semaphore places;
    private final Duration idleLimit;
    private final Clock clock;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private Optional<Duration> roundTrip = Optional.empty();

    /** @param idleLimit how long a connection may wait */
    RelayLane(int places, Duration idleLimit, Clock clock) {
        this.places = new Semaphore(places, true);
        this.idleLimit = idleLimit;
        this.clock = clock;
    }

    /** Each request takes a place for as long as it runs. */
    Semaphore places() {
        return places;
    }

    /** The connection that has waited for the shortest time and can be used. */
    synchronized Optional<RelayConnection> takeIdle() {
        closeStale();
        for (Idle found = idle.pollLast(); found != null; found = idle.pollLast()) {
            if (found.connection.isOpen()) {
                return Optional.of(found.connection);
            }
        }
        return Optional.empty();
    }

    /** The shortest round trip of all connections so far. */
    synchronized Optional<Duration> roundTrip() {
        return roundTrip;
    }

    /** Takes note of how long the line is. */
    synchronized void measure(RelayConnection connection) {
        roundTrip = Stream.concat(roundTrip.stream(), connection.roundTrip().stream())
                .min(Comparator.naturalOrder());
    }

    synchronized void giveBack(RelayConnection connection) {
        if (connection.isOpen()) {
            idle.addLast(new Idle(connection, clock.nanos(), clock.wallMillis()));
        }
    }

    /** Closes what has waited too long; whether anything waits still. */
    synchronized boolean closeStale() {
        for (Idle oldest = idle.peekFirst(); oldest != null && isStale(oldest); oldest = idle.peekFirst()) {
            idle.removeFirst();
            oldest.connection.close();
        }
        return !idle.isEmpty();
    }

    private boolean isStale(Idle waiting) {
        Duration waited = Duration.ofNanos(clock.nanos() - waiting.nanos);
        Duration byWall = Duration.ofMillis(clock.wallMillis() - waiting.wallMillis);
        return waited.compareTo(idleLimit) > 0 || byWall.compareTo(idleLimit) > 0;
    }

    synchronized List<RelayConnection> drain() {
        List<RelayConnection> all = new ArrayList<>(idle.stream().map(Idle::connection).toList());
        idle.clear();
        return all;
    }
}
