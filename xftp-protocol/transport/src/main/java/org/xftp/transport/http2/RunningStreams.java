package org.xftp.transport.http2;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts a server's requests from their beginning until their replies are out, over all connections: so that they cannot
 * fill its memory, and a shutdown can wait for them. When there is no place for one more, the youngest of whoever has
 * most loses its own, unless that one would have fewer left than the one who comes: nobody can keep others out. What
 * lost its place is told to end; at no time are there more than as many of those, besides the ones that have places.
 * Knows addresses while they have requests only.
 */
public final class RunningStreams {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<Object, Holder> holders = new HashMap<>();
    private final TreeSet<Holder> bySize = new TreeSet<>(
            Comparator.<Holder>comparingInt(one -> one.places.size()).thenComparingLong(one -> one.number));
    private long holdersSoFar;
    private int placed;
    /** Those that have lost their places. */
    private int ending;
    private boolean stopped;

    /** So many places. */
    public RunningStreams(int most) {
        this.most = most;
    }

    /** One request's. */
    static final class Place {
        private final Holder holder;
        private final Runnable lost;
        private boolean held = true;

        private Place(Holder holder, Runnable lost) {
            this.holder = holder;
            this.lost = lost;
        }
    }

    private static final class Holder {
        private final Object key;
        private final long number;
        private final SequencedSet<Place> places = new LinkedHashSet<>();

        private Holder(Object key, long number) {
            this.key = key;
            this.number = number;
        }
    }

    /**
     * Counts one more; empty when no more are taken.
     *
     * @param holder whose request it is: its address or, if many share that, its connection
     * @param lost has to end the request soon; called from any thread when another has got its place
     */
    Optional<Place> begin(Object holder, Runnable lost) {
        Optional<Place> loser = Optional.empty();
        lock.lock();
        try {
            if (stopped) {
                return Optional.empty();
            }
            if (placed == most) {
                loser = unseat(holder);
                if (loser.isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.of(add(holder, lost));
        } finally {
            lock.unlock();
            loser.ifPresent(place -> place.lost.run());
        }
    }

    private Optional<Place> unseat(Object comer) {
        Holder known = holders.get(comer);
        int own = known == null ? 0 : known.places.size();
        Holder greediest = bySize.last();
        if (greediest.places.size() - 1 <= own || ending == most) {
            return Optional.empty();
        }
        Place youngest = greediest.places.getLast();
        remove(youngest);
        ending++;
        return Optional.of(youngest);
    }

    private Place add(Object key, Runnable lost) {
        Holder holder = holders.computeIfAbsent(key, _ -> new Holder(key, holdersSoFar++));
        Place place = new Place(holder, lost);
        bySize.remove(holder);
        holder.places.add(place);
        bySize.add(holder);
        placed++;
        return place;
    }

    private void remove(Place place) {
        Holder holder = place.holder;
        bySize.remove(holder);
        holder.places.remove(place);
        if (holder.places.isEmpty()) {
            holders.remove(holder.key);
        } else {
            bySize.add(holder);
        }
        place.held = false;
        placed--;
    }

    /** To be called once. */
    void end(Place place) {
        lock.lock();
        try {
            if (place.held) {
                remove(place);
            } else {
                ending--;
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many are being served now. */
    public long count() {
        lock.lock();
        try {
            return (long) placed + ending;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further requests. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is running; false when the time is up or the thread was interrupted. */
    public boolean await(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while (placed + ending > 0) {
                if (left <= 0) {
                    return false;
                }
                left = ended.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
