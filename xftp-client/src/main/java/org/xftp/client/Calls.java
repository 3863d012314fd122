package org.xftp.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The calls of a client that are under way, so that closing it can end them. For several threads. */
final class Calls {
    /** What a call does. */
    interface Call<T> {
        T run() throws XftpClientException;
    }

    /** A call, and whether it was cancelled here: then its thread's interruption is ours. */
    private static final class Running {
        final Thread thread = Thread.currentThread();
        boolean cancelled;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<Running> running = new ArrayList<>();
    private boolean closed;

    /**
     * Runs a call on this thread.
     *
     * @throws XftpClientException what the call throws; of kind INTERRUPTED, without the thread's flag, when it was
     *     cancelled, before it began too
     */
    <T> T run(Call<T> call) throws XftpClientException {
        Running mine = begin();
        try {
            return call.run();
        } catch (XftpClientException e) {
            throw e.kind() == FailureKind.INTERRUPTED && isCancelled(mine) ? closed(e) : e;
        } finally {
            end(mine);
        }
    }

    private static XftpClientException closed(XftpClientException cause) {
        XftpClientException failure = new XftpClientException(FailureKind.INTERRUPTED, "the client was closed", cause);
        return cause.transfer().map(failure::in).orElse(failure);
    }

    private Running begin() throws XftpClientException {
        lock.lock();
        try {
            if (closed) {
                throw new XftpClientException(FailureKind.INTERRUPTED, "the client was closed");
            }
            Running mine = new Running();
            running.add(mine);
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private boolean isCancelled(Running call) {
        lock.lock();
        try {
            return call.cancelled;
        } finally {
            lock.unlock();
        }
    }

    private void end(Running mine) {
        lock.lock();
        try {
            running.remove(mine);
            if (mine.cancelled) {
                Thread.interrupted();
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the threads of all calls, and lets none begin any more. */
    void cancel() {
        lock.lock();
        try {
            closed = true;
            Set<Thread> threads = new HashSet<>(); // Of calls within calls, the outermost clears the flag.
            for (Running call : running) {
                if (threads.add(call.thread) && !call.thread.isInterrupted()) { // Otherwise the flag is its owner's.
                    call.cancelled = true;
                    call.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether this thread is in a call, which could not end while the thread waits for it. */
    boolean isCalling() {
        lock.lock();
        try {
            return running.stream().anyMatch(call -> call.thread.equals(Thread.currentThread()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no call is under way, whatever happens to this thread; false when the time is up first. */
    boolean await(Duration most) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + most.toNanos();
        lock.lock();
        try {
            while (!running.isEmpty() && deadline - System.nanoTime() > 0) {
                try {
                    ended.awaitNanos(deadline - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return running.isEmpty();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
