package org.xftp.store;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.xftp.store.ChunkBodies.Listing;

/**
 * Takes all bodies of stored chunks from an old place to a new one, while a relay works on both as
 * {@link MovingBodies}, or while none does (docs/SCALING.md, moving bytes). Each is compared with its record as it is
 * copied, read back, and only then removed from the old place. A crash at any moment loses nothing; what is left in the
 * old place says what is left to do.
 */
public final class BodyMove {
    private static final int THREADS = 4;
    /** A chunk's record is deleted before its body; so long after it, the body is gone as well. */
    private static final Duration DELETION = Duration.ofSeconds(1);

    /** The bodies of the old place that are left to move. */
    @FunctionalInterface
    public interface Left {
        /** All of them, whoever put them there. */
        Listing list() throws IOException;
    }

    /** Why a body stays in the old place. */
    public enum Fault {
        /** Its bytes are not those that were uploaded. */
        CORRUPT,
        /** The old place does not give its bytes. */
        UNREADABLE,
        /** No stored chunk has it. */
        UNKNOWN
    }

    /**
     * How far it is.
     *
     * @param moved bodies that are in the new place only, since the beginning of this run
     * @param bytes of those
     * @param faults bodies that stay in the old place, as far as the latest look at it went; all are there
     */
    public record Progress(long moved, long bytes, Map<Fault, Long> faults) {
        public Progress {
            faults = Map.copyOf(faults);
        }
    }

    /**
     * How to move.
     *
     * @param bytesPerSecond the most, on average; 0: as fast as it goes
     * @param onFailure how long to wait before another attempt when a place or the index fails; empty: give up
     */
    public record Manner(long bytesPerSecond, Optional<Duration> onFailure) {}

    /** Told how it goes, by one thread at a time. */
    public interface Listener {
        /** After each body. */
        void progress(Progress progress);

        /** A place or the index fails, in one line. */
        void failed(IOException failure);
    }

    private final ChunkIndex index;
    private final ChunkBodies from;
    private final ChunkBodies to;
    private final Left left;
    private final FreeSpace room;
    private final Manner manner;
    private final Listener listener;
    private final Pace pace;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private long moved;
    private long bytes;
    private Optional<IOException> failure = Optional.empty();

    /**
     * Between these places, which stay open.
     *
     * @param left the bodies in {@code from}
     * @param room of the new place
     */
    public BodyMove(ChunkIndex index, ChunkBodies from, Left left, ChunkBodies to, FreeSpace room, Manner manner,
            Listener listener, LongSupplier nanoTime) {
        this.index = index;
        this.from = from;
        this.to = to;
        this.left = left;
        this.room = room;
        this.manner = manner;
        this.listener = listener;
        this.pace = new Pace(manner.bytesPerSecond(), nanoTime, stop);
    }

    /**
     * Moves until nothing is left but bodies with faults.
     *
     * @return how it ended; empty when {@link #stop} was called
     * @throws IOException when a place or the index fails, and this is not to wait for it
     */
    public Optional<Progress> run() throws IOException {
        while (true) {
            pass();
            if (found(Fault.UNKNOWN) && !await(DELETION)) {
                pass();
            }
            Optional<IOException> failed = failure();
            if (isStopped()) {
                return Optional.empty();
            }
            if (failed.isEmpty()) {
                return Optional.of(progress());
            }
            listener.failed(failed.get());
            if (manner.onFailure().isEmpty()) {
                throw new IOException(failed.get().getMessage(), failed.get());
            }
            if (await(manner.onFailure().get())) {
                return Optional.empty();
            }
        }
    }

    /** Ends a run soon. */
    public void stop() {
        stop.countDown();
    }

    /** Goes through the old place once, with several bodies at a time, up to its end or the first failure. */
    private void pass() {
        begin();
        try (Listing listing = left.list()) {
            List<Thread> threads = IntStream.range(0, THREADS).mapToObj(number -> Thread.ofPlatform().daemon()
                    .name("chunk-bodies-move-" + number).start(() -> work(listing))).toList();
            for (Thread thread : threads) {
                join(thread);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** An interrupt stops the move; what is under way still ends. */
    private void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                stop();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Listing listing) {
        BodyCopy copy = new BodyCopy(index, from, to, room, pace);
        try {
            for (Optional<ChunkId> id = next(listing); id.isPresent(); id = next(listing)) {
                move(copy, id.get());
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private synchronized Optional<ChunkId> next(Listing listing) throws IOException {
        return isStopped() || failure.isPresent() ? Optional.empty() : listing.next();
    }

    private void move(BodyCopy copy, ChunkId id) throws IOException {
        Optional<Chunk> chunk = index.findBySender(id);
        if (chunk.isEmpty()) {
            note(Fault.UNKNOWN);
            return;
        }
        switch (chunk.get().state()) {
            case ChunkState.Stored() -> note(chunk.get(), copy.move(chunk.get()));
            // Another relay's upload that is about to be marked: it moves another time, if it becomes stored.
            case ChunkState.Registered() -> {}
            case ChunkState.Blocked(var _) -> note(Fault.UNKNOWN);
        }
    }

    private void note(Chunk chunk, BodyCopy.Result result) {
        switch (result) {
            case MOVED -> count(chunk.size());
            case GONE -> {}
            case CORRUPT -> note(Fault.CORRUPT);
            case UNREADABLE -> note(Fault.UNREADABLE);
        }
    }

    private synchronized void count(long size) {
        moved++;
        bytes += size;
        listener.progress(progress());
    }

    private synchronized void note(Fault fault) {
        faults.merge(fault, 1L, Long::sum);
        listener.progress(progress());
    }

    private synchronized void begin() {
        failure = Optional.empty();
        for (Fault fault : Fault.values()) {
            faults.put(fault, 0L);
        }
    }

    private synchronized void fail(IOException e) {
        failure = Optional.of(failure.orElse(e));
    }

    private synchronized Optional<IOException> failure() {
        return failure;
    }

    private synchronized boolean found(Fault fault) {
        return failure.isEmpty() && faults.getOrDefault(fault, 0L) > 0;
    }

    private synchronized Progress progress() {
        return new Progress(moved, bytes, faults);
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Whether it was stopped. */
    private boolean await(Duration pause) {
        try {
            return stop.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
