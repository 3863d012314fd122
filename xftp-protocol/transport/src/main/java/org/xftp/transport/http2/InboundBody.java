package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ByteInput;

/**
 * The bytes of a stream on their way from the event loop to its reader. Never holds more than the
 * stream's flow-control window: the peer gets permission to send only for what was read. Permission
 * is returned in batches, and always before the reader waits, so that readers who have little each
 * cannot use up the connection's window together.
 */
final class InboundBody implements ByteInput {
    /** Where permission to send is returned; called on the reader's thread, outside of locks. */
    @FunctionalInterface
    interface Credit {
        /** That many bytes were read since the last call. */
        void give(int bytes);
    }

    static final int CREDIT_BATCH = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Credit credit;
    private final Buffers buffers;
    private final ByteQueue queue;
    private int uncredited;
    private int counted;
    private boolean ended;
    private boolean discarding;
    private @Nullable IOException failure;
    private long timeoutNanos = Long.MAX_VALUE;

    InboundBody(Credit credit, Buffers buffers) {
        this.credit = credit;
        this.buffers = buffers;
        this.queue = new ByteQueue(buffers.kept());
    }

    void timeout(Duration timeout) {
        lock.lock();
        try {
            timeoutNanos = Waiting.nanos(timeout);
        } finally {
            lock.unlock();
        }
    }

    /** Queues a frame's bytes. False when they were dropped instead: they count as read. */
    boolean offer(ByteBuf data) {
        lock.lock();
        try {
            if (discarding) {
                return false;
            }
            queue.add(data);
            count();
            arrived.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells how much memory is held now. Called with the lock held. */
    private void count() {
        buffers.inbound(queue.capacity() - counted);
        counted = queue.capacity();
    }

    /** No more bytes will come; what is queued can still be read. */
    void end() {
        lock.lock();
        try {
            // What was cut short must not look complete.
            ended = failure == null;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Readers fail once they have read what is queued; does nothing after the end. */
    void fail(IOException cause) {
        lock.lock();
        try {
            if (!ended && failure == null) {
                failure = cause;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is queued and what will come; returns the bytes for which permission is now owed. */
    int discard() {
        lock.lock();
        try {
            discarding = true;
            int owed = queue.clear() + uncredited;
            count();
            uncredited = 0;
            return owed;
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that wait for the reader. */
    int buffered() {
        lock.lock();
        try {
            return queue.count();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        giveBackBeforeWaiting(1);
        int owed = 0;
        int n;
        lock.lock();
        try {
            if (!awaitBytes()) {
                return -1;
            }
            n = queue.take(b, off, len);
            count();
            uncredited += n;
            if (uncredited >= CREDIT_BATCH) {
                owed = uncredited;
                uncredited = 0;
            }
        } finally {
            lock.unlock();
        }
        if (owed > 0) {
            credit.give(owed);
        }
        return n;
    }

    /**
     * Waits until that many bytes can be read at once, or all that are left.
     *
     * @param bytes not more than a new stream's window
     * @throws SocketTimeoutException when they have not come in time; those that have can be read
     */
    void await(int bytes, Duration patience) throws IOException {
        giveBackBeforeWaiting(bytes);
        lock.lock();
        try {
            long left = patience.toNanos();
            while (queue.count() < bytes && !ended) {
                if (failure != null) {
                    throw failure;
                }
                if (left <= 0) {
                    throw new SocketTimeoutException("too few bytes came in time");
                }
                left = Waiting.await(arrived, left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveBackBeforeWaiting(int wanted) {
        int owed = 0;
        lock.lock();
        try {
            if (queue.count() < wanted && !ended) {
                owed = uncredited;
                uncredited = 0;
            }
        } finally {
            lock.unlock();
        }
        if (owed > 0) {
            credit.give(owed);
        }
    }

    /** Waits for bytes; false at the end. Called with the lock held. */
    private boolean awaitBytes() throws IOException {
        long left = timeoutNanos;
        while (queue.count() == 0) {
            if (ended) {
                return false;
            }
            if (failure != null) {
                throw failure;
            }
            if (left <= 0) {
                throw new SocketTimeoutException("no byte came in time");
            }
            left = Waiting.await(arrived, left);
        }
        return true;
    }
}
