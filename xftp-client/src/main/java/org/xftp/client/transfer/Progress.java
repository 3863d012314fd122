package org.xftp.client.transfer;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.xftp.client.TransferListener;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;

/**
 * Counts one phase and passes it on, one call at a time: at once what is done, and a few times a second, until it is
 * closed, what is under way with it. All that a transfer tells its listener goes through here, and nothing that the
 * listener throws comes back.
 */
public final class Progress implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);

    private final TransferListener listener;
    private final Phase phase;
    private final long total;
    private final AtomicLong underWay = new AtomicLong();
    private final Thread ticker;
    private long done;
    private boolean closed;

    /** Tells the listener, which must not be null, that nothing is done yet. */
    public Progress(TransferListener listener, Phase phase, long total) {
        this.listener = Objects.requireNonNull(listener, "listener");
        this.phase = phase;
        this.total = total;
        Telling.tell(() -> listener.progress(phase, 0, total));
        ticker = Thread.ofVirtual().name("xftp-progress").start(this::tick);
    }

    /** Counts the replicas of a description. */
    public static Progress ofReplicas(TransferListener listener, Phase phase, FileDescription description) {
        return new Progress(listener, phase,
                description.chunks().stream().mapToLong(chunk -> chunk.replicas().size()).sum());
    }

    public synchronized void add(long units) {
        done += units;
        Telling.tell(() -> listener.progress(phase, done, total));
    }

    /** Tells which relay served a chunk. */
    public synchronized void chunk(int number, int size, RelayAddress relay) {
        Telling.tell(() -> listener.chunk(phase, number, size, relay));
    }

    public synchronized void retrying(XftpClientException failure, Duration delay) {
        Telling.tell(() -> listener.retrying(failure, delay));
    }

    /** Begins to count a chunk of that many bytes while it is under way. */
    public Moving moving(int size) {
        return new Moving(size);
    }

    /** A chunk under way. One thread's at a time. */
    public final class Moving {
        private final int size;
        private long moved;

        private Moving(int size) {
            this.size = size;
        }

        /** So many of its bytes are through; fewer than before when an attempt at it has failed. Takes no lock. */
        public void at(long bytes) {
            underWay.addAndGet(bytes - moved);
            moved = bytes;
        }

        /** The chunk is done. */
        public void arrived() {
            synchronized (Progress.this) {
                at(0);
                add(size);
            }
        }
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tellMoved();
            }
        } catch (InterruptedException e) {
            // Closed.
            return;
        }
    }

    private synchronized void tellMoved() {
        if (!closed) {
            Telling.tell(() -> listener.moved(phase, done + underWay.get(), total));
        }
    }

    /** Ends what is told by time. A call that is being made comes to its end first. */
    @Override
    public synchronized void close() {
        closed = true;
        ticker.interrupt();
    }
}
