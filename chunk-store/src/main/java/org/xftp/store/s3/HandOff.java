package org.xftp.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes bytes from the thread that has them to the one that sends them, without keeping any: the writer waits until its
 * bytes are taken. Either side can end it at any moment, and the other one learns of it at once.
 */
final class HandOff extends InputStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] bytes = new byte[0];
    private int from;
    private int left;
    private boolean complete;
    private boolean cancelled;
    private boolean readerGone;

    /**
     * Waits until all bytes are taken.
     *
     * @return false when nobody takes them any more
     */
    boolean offer(byte[] source, int offset, int length) throws IOException {
        lock.lock();
        try {
            bytes = source;
            from = offset;
            left = length;
            changed.signalAll();
            while (left > 0 && !readerGone) {
                changed.await();
            }
            return !readerGone;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a chunk body was sent to the object store");
        } finally {
            left = 0;
            bytes = new byte[0];
            lock.unlock();
        }
    }

    /** No more bytes come. */
    void complete() {
        change(() -> complete = true);
    }

    /** The bytes are not wanted: whoever reads is told so by an exception, and must not make them visible. */
    void cancel() {
        change(() -> cancelled = true);
    }

    /** Nothing is read any more. */
    void readerGone() {
        change(() -> readerGone = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (left == 0 && !complete && !cancelled) {
                changed.await();
            }
            if (cancelled) {
                throw new IOException("the upload was given up");
            }
            if (left == 0) {
                return -1;
            }
            int count = Math.min(length, left);
            System.arraycopy(bytes, from, buffer, offset, count);
            from += count;
            left -= count;
            changed.signalAll();
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a chunk body was sent to the object store");
        } finally {
            lock.unlock();
        }
    }
}
