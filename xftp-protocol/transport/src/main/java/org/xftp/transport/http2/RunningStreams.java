package org.xftp.transport.http2;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts a server's requests that are being served, over all connections, so that a shutdown can wait for them. */
public final class RunningStreams {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long running;
    private boolean stopped;

    /** Counts one more; false when no more are taken. */
    boolean begin() {
        lock.lock();
        try {
            if (stopped) {
                return false;
            }
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            running--;
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
