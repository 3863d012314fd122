package org.xftp.transport.http2;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.xftp.transport.ClientAddress;

/**
 * Counts a server's requests from their beginning until their replies are out, over all connections: so that they cannot
 * fill its memory, and a shutdown can wait for them. Knows addresses while they have requests only.
 */
public final class RunningStreams {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<ClientAddress, Integer> ofAddresses = new HashMap<>();
    private int running;
    private boolean stopped;

    /** So many at a time are taken. */
    public RunningStreams(int most) {
        this.most = most;
    }

    /**
     * Counts one more; false when no more are taken. Neither a connection nor an address begins another when it has as
     * many as are free, so each that comes leaves half to the next.
     *
     * @param ofConnection how many its connection has already
     * @param client its address, unless many share it
     */
    boolean begin(int ofConnection, Optional<ClientAddress> client) {
        lock.lock();
        try {
            int own = Math.max(ofConnection, client.map(ofAddresses::get).orElse(0));
            if (stopped || own >= most - running) {
                return false;
            }
            running++;
            client.ifPresent(address -> ofAddresses.merge(address, 1, Integer::sum));
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end(Optional<ClientAddress> client) {
        lock.lock();
        try {
            running--;
            client.ifPresent(address -> ofAddresses.computeIfPresent(address, (_, n) -> n == 1 ? null : n - 1));
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many are being served now. */
    public long count() {
        lock.lock();
        try {
            return running;
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
            while (running > 0) {
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
