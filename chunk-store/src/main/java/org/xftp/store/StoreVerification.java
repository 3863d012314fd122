package org.xftp.store;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xftp.store.ChunkBodies.Listing;
import org.xftp.store.ChunkBodies.ReadableBody;

/**
 * Reads every body of a store that nobody else uses and compares it with its record. Changes nothing; memory does not
 * grow with the number of chunks. Belongs to one thread.
 */
public final class StoreVerification {
    private static final int PAGE = 500;
    private static final int BUFFER = 1 << 16;

    /** What can be wrong. */
    public enum Fault {
        /** A chunk is stored, but has no body. */
        MISSING,
        /** A body is shorter or longer than its chunk. */
        WRONG_SIZE,
        /** A body has the right size and other bytes than were uploaded. */
        CORRUPT,
        /** The disk does not give the bytes. */
        UNREADABLE,
        /** A body has no stored chunk. */
        ORPHAN
    }

    /** Told what is found, as it is found. */
    public interface Listener {
        /** The body of this id has this fault; the body may be removed now. */
        void found(ChunkId id, Fault fault) throws IOException;

        /**
         * So far has it come.
         *
         * @param chunks stored chunks examined
         * @param bytes read
         */
        void progress(long chunks, long bytes);
    }

    /**
     * What was found.
     *
     * @param good chunks whose body is as it must be
     * @param faults how often each fault was found; all are there
     */
    public record Counts(long good, Map<Fault, Long> faults) {
        public Counts {
            faults = Map.copyOf(faults);
        }

        /** Whether nothing was wrong. */
        public boolean clean() {
            return faults.values().stream().allMatch(count -> count == 0);
        }
    }

    private final ChunkIndex index;
    private final ChunkBodies bodies;
    private final Listener listener;
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final byte[] buffer = new byte[BUFFER];
    private long good;
    private long bytes;

    /** Over these two, which stay open. */
    public StoreVerification(ChunkIndex index, ChunkBodies bodies, Listener listener) {
        this.index = index;
        this.bodies = bodies;
        this.listener = listener;
        for (Fault fault : Fault.values()) {
            faults.put(fault, 0L);
        }
    }

    /**
     * Goes through all chunks, then through all bodies.
     *
     * @throws IOException when the index or a folder of bodies cannot be read
     */
    public Counts run() throws IOException {
        long examined = 0;
        for (List<Chunk> page = index.scan(Optional.empty(), PAGE); !page.isEmpty(); page = next(page)) {
            for (Chunk chunk : page) {
                if (chunk.state() instanceof ChunkState.Stored) {
                    examine(chunk);
                    listener.progress(++examined, bytes);
                }
            }
        }
        findOrphans();
        return new Counts(good, faults);
    }

    private List<Chunk> next(List<Chunk> page) throws IOException {
        return index.scan(Optional.of(page.getLast().id()), PAGE);
    }

    private void examine(Chunk chunk) throws IOException {
        Optional<Fault> fault = faultOf(chunk);
        if (fault.isEmpty()) {
            good++;
        } else {
            report(chunk.id(), fault.get());
        }
    }

    private void report(ChunkId id, Fault fault) throws IOException {
        faults.merge(fault, 1L, Long::sum);
        listener.found(id, fault);
    }

    private Optional<Fault> faultOf(Chunk chunk) {
        try {
            Optional<ReadableBody> body = bodies.open(chunk.id());
            if (body.isEmpty()) {
                return Optional.of(Fault.MISSING);
            }
            try (ReadableBody open = body.get()) {
                return open.size() != chunk.size() ? Optional.of(Fault.WRONG_SIZE) : compare(chunk, open);
            }
        } catch (IOException unreadable) {
            return Optional.of(Fault.UNREADABLE);
        }
    }

    private Optional<Fault> compare(Chunk chunk, ReadableBody body) throws IOException {
        MessageDigest digest = ChunkDigest.sha256();
        for (int n = body.read(buffer, 0, BUFFER); n >= 0; n = body.read(buffer, 0, BUFFER)) {
            digest.update(buffer, 0, n);
            bytes += n;
        }
        return chunk.digest().matches(digest) ? Optional.empty() : Optional.of(Fault.CORRUPT);
    }

    private void findOrphans() throws IOException {
        try (Listing listing = bodies.list()) {
            for (Optional<ChunkId> id = listing.next(); id.isPresent(); id = listing.next()) {
                boolean stored = index.findBySender(id.get())
                        .filter(chunk -> chunk.state() instanceof ChunkState.Stored)
                        .isPresent();
                if (!stored) {
                    report(id.get(), Fault.ORPHAN);
                }
            }
        }
    }
}
