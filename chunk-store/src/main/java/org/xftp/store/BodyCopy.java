package org.xftp.store;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.ChunkBodies.ReadableBody;

/**
 * Takes one body to its new place. Belongs to one thread; holds 64 KiB.
 *
 * <p>As in {@link UploadCommit} the record decides: it is looked at once more after the publication. Whoever deletes,
 * expires or blocks the chunk changes the record first and then removes the body in both places; so either the record
 * is seen to have changed here, and the new body goes, or the new body is there before whoever changed the record comes
 * to remove it.
 */
final class BodyCopy {
    private static final int PIECE = 1 << 16;
    /** A connection may break once. */
    private static final int ATTEMPTS = 3;

    /** What became of a body. */
    enum Result {
        /** It is in the new place only. */
        MOVED,
        /** It is not wanted any more, or was not there. */
        GONE,
        /** Its bytes are not those that were uploaded; it stays where it is. */
        CORRUPT,
        /** The old place works, but does not give its bytes; it stays where it is. */
        UNREADABLE
    }

    private final ChunkIndex index;
    private final ChunkBodies from;
    private final ChunkBodies to;
    private final FreeSpace room;
    private final Pace pace;
    private final byte[] piece = new byte[PIECE];

    BodyCopy(ChunkIndex index, ChunkBodies from, ChunkBodies to, FreeSpace room, Pace pace) {
        this.index = index;
        this.from = from;
        this.to = to;
        this.room = room;
        this.pace = pace;
    }

    /** The old place did not give the bytes of a body. */
    private static final class SourceFailure extends IOException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        SourceFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Takes a stored chunk's body over, with what its record says for a yardstick.
     *
     * @throws IOException when the index, the new place or all of the old one fails; nothing has changed then, or the
     *     body is in both places
     */
    Result move(Chunk chunk) throws IOException {
        boolean there = to.size(chunk.id()).isPresent();
        if (there && isWhole(to, chunk)) {
            from.delete(chunk.id());
            return Result.MOVED;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return copy(chunk, there);
            } catch (SourceFailure e) {
                from.check();
            }
        }
        return Result.UNREADABLE;
    }

    private Result copy(Chunk chunk, boolean replacing) throws IOException {
        Optional<ReadableBody> found = open(chunk);
        if (found.isEmpty()) {
            return Result.GONE;
        }
        if (!room.reserve(chunk.size())) {
            found.get().close();
            throw new IOException("the disk of chunk bodies has no more than min_free_disk left");
        }
        try (ReadableBody source = found.get();
                PendingBody target = to.create(new NewBody(chunk.id(), chunk.size(), chunk.digest(), replacing))) {
            if (source.size() != chunk.size() || !chunk.digest().matches(copy(source, target))) {
                return Result.CORRUPT;
            }
            if (!isWanted(chunk)) {
                return Result.GONE;
            }
            target.publish();
        } finally {
            room.release(chunk.size());
        }
        return settle(chunk);
    }

    private Optional<ReadableBody> open(Chunk chunk) throws SourceFailure {
        try {
            return from.open(chunk.id());
        } catch (IOException e) {
            throw new SourceFailure(e);
        }
    }

    private MessageDigest copy(ReadableBody source, PendingBody target) throws IOException {
        MessageDigest digest = ChunkDigest.sha256();
        for (int n = read(source); n >= 0; n = read(source)) {
            pace.take(n);
            digest.update(piece, 0, n);
            target.write(piece, 0, n);
        }
        return digest;
    }

    private int read(ReadableBody source) throws SourceFailure {
        try {
            return source.read(piece, 0, PIECE);
        } catch (IOException e) {
            throw new SourceFailure(e);
        }
    }

    /** The old body goes when the new one has been read back. */
    private Result settle(Chunk chunk) throws IOException {
        if (!isWanted(chunk)) {
            to.delete(chunk.id());
            return Result.GONE;
        }
        if (!isWhole(to, chunk)) {
            if (!isWanted(chunk)) {
                return Result.GONE;
            }
            throw new IOException("a body was not what had been written when it was read back");
        }
        from.delete(chunk.id());
        return Result.MOVED;
    }

    private boolean isWanted(Chunk chunk) throws IOException {
        return index.findBySender(chunk.id()).map(Chunk::state).filter(ChunkState.Stored.class::isInstance).isPresent();
    }

    private boolean isWhole(ChunkBodies place, Chunk chunk) throws IOException {
        Optional<ReadableBody> found = place.open(chunk.id());
        if (found.isEmpty()) {
            return false;
        }
        try (ReadableBody body = found.get()) {
            MessageDigest digest = ChunkDigest.sha256();
            for (int n = body.read(piece, 0, PIECE); n >= 0; n = body.read(piece, 0, PIECE)) {
                digest.update(piece, 0, n);
            }
            return body.size() == chunk.size() && chunk.digest().matches(digest);
        }
    }
}
