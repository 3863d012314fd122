package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.EarlyReplyException;

/**
 * Head and bytes of a stream on their way from its writer to the event loop. The writer waits while
 * {@link #LIMIT} bytes have not reached the socket.
 */
final class OutboundBody implements ByteOutput {
    /** What the event loop takes over at a time; it owns the buffers then. */
    record Batch(@Nullable Http2Headers head, List<ByteBuf> data, boolean end) {}

    /** A block and two pieces of a chunk: one is made while the other goes out. */
    static final int LIMIT = KeptArrays.BLOCK + 2 * KeptArrays.PIECE;
    private static final int LEAST = 1 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Runnable ready;
    private final Buffers buffers;
    private List<ByteBuf> queued = new ArrayList<>();
    private @Nullable Http2Headers head;
    private int unsent;
    private long progress;
    private boolean announced;
    private boolean finished;
    private boolean endTaken;
    private boolean endSent;
    private boolean replyComplete;
    private @Nullable IOException failure;
    private long stallNanos = Long.MAX_VALUE;

    /** {@code ready} makes the event loop call {@link #take()} soon; called on writers' threads. */
    OutboundBody(Runnable ready, Buffers buffers) {
        this.ready = ready;
        this.buffers = buffers;
    }

    void timeout(Duration stall) {
        lock.lock();
        try {
            stallNanos = Waiting.nanos(stall);
        } finally {
            lock.unlock();
        }
    }

    /** Sets the HEADERS that go first: together with the first bytes or the end, in as few packets as possible. */
    void head(Http2Headers headers) throws IOException {
        lock.lock();
        try {
            throwFailure();
            head = headers;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        write(b, off, len, false);
    }

    /** The end goes out with the last bytes: an event loop that is quick would take them without it. */
    @Override
    public void finish(byte[] b, int off, int len) throws IOException {
        write(b, off, len, true);
        finish();
    }

    private void write(byte[] b, int off, int len, boolean last) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int written = 0;
        while (written < len) {
            lock.lock();
            try {
                awaitRoom();
                int n = Math.min(len - written, LIMIT - unsent);
                append(b, off + written, n);
                count(n);
                written += n;
                finished = last && written == len;
            } finally {
                lock.unlock();
            }
            announce();
        }
    }

    private void awaitRoom() throws IOException {
        long seen = progress;
        long left = stallNanos;
        while (true) {
            if (finished) {
                throw new IllegalStateException("the body is finished");
            }
            if (replyComplete) {
                throw new EarlyReplyException();
            }
            throwFailure();
            if (unsent < LIMIT) {
                return;
            }
            if (left <= 0 && progress == seen) {
                throw new SocketTimeoutException("the peer takes nothing");
            }
            left = progress == seen ? left : stallNanos;
            seen = progress;
            left = Waiting.await(room, left);
        }
    }

    /**
     * Waits until that many bytes can be written without waiting.
     *
     * @throws SocketTimeoutException when the peer does not take enough in time
     */
    void awaitRoom(int bytes, Duration patience) throws IOException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (unsent > 0 && unsent + bytes > limit()) {
                throwFailure();
                if (left <= 0) {
                    throw new SocketTimeoutException("the peer takes too little");
                }
                left = Waiting.await(room, left);
            }
            throwFailure();
        } finally {
            lock.unlock();
        }
    }

    /** So many bytes may wait for the network before a writer begins with more. */
    private int limit() {
        return buffers.isOutboundTight() ? KeptArrays.PIECE : LIMIT;
    }

    private void count(int change) {
        unsent += change;
        buffers.outbound(change);
    }

    private void append(byte[] b, int off, int len) {
        int done = 0;
        while (done < len) {
            ByteBuf last = queued.isEmpty() ? null : queued.getLast();
            if (last == null || !last.isWritable()) {
                last = buffers.kept().buffer(Math.max(len - done, LEAST));
                queued.add(last);
            }
            int n = Math.min(len - done, last.writableBytes());
            last.writeBytes(b, off + done, n);
            done += n;
        }
    }

    @Override
    public void finish() throws IOException {
        lock.lock();
        try {
            if (finished) {
                return;
            }
            if (!replyComplete) {
                throwFailure();
            }
            finished = true;
        } finally {
            lock.unlock();
        }
        announce();
    }

    private void announce() {
        boolean first;
        lock.lock();
        try {
            first = !announced;
            announced = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            ready.run();
        }
    }

    /** Event loop: takes over everything written so far. */
    Batch take() {
        lock.lock();
        try {
            announced = false;
            Batch batch = new Batch(head, queued, finished && !endTaken);
            head = null;
            queued = new ArrayList<>();
            endTaken |= finished;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Event loop: that many bytes are on the socket. */
    void sent(int bytes) {
        lock.lock();
        try {
            count(-bytes);
            progress++;
            if (unsent <= LIMIT / 2) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Event loop: END_STREAM is on the socket. */
    void endSent() {
        lock.lock();
        try {
            endSent = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything including the end is on the socket. */
    boolean complete() {
        lock.lock();
        try {
            return endSent;
        } finally {
            lock.unlock();
        }
    }

    boolean finished() {
        lock.lock();
        try {
            return finished;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that were written and are not on the socket yet. */
    int unsent() {
        lock.lock();
        try {
            return unsent;
        } finally {
            lock.unlock();
        }
    }

    /** Further writes fail with {@link EarlyReplyException}. */
    void replyComplete() {
        lock.lock();
        try {
            replyComplete = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is queued; writers fail. */
    void fail(IOException cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            for (ByteBuf dropped : queued) {
                count(-dropped.readableBytes());
                dropped.release();
            }
            queued.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
