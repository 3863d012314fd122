package org.xftp.client;

import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.Replica;

/** Gets single chunks from whichever of their relays has them. For several threads. */
final class ChunkFetcher {
    private final RelayPool pool;
    private final Retrier retrier;

    ChunkFetcher(RelayPool pool, Retrier retrier) {
        this.pool = pool;
        this.retrier = retrier;
    }

    /**
     * The chunk's bytes, in the beginning of {@code buffer}, their digest checked. Replicas are tried in order, each
     * with all retries.
     *
     * @return {@code buffer}
     * @throws XftpClientException as the first replica failed, when all do
     */
    byte[] fetch(Chunk chunk, byte[] buffer, Progress progress) throws XftpClientException {
        XftpClientException failure = null;
        for (Replica replica : chunk.replicas()) {
            try {
                byte[] fetched = retrier.call(() -> fetchFrom(replica, chunk, buffer), progress::retrying);
                progress.chunk(chunk.number(), chunk.size(), replica.relay());
                return fetched;
            } catch (XftpClientException e) {
                if (e.kind() == FailureKind.INTERRUPTED) {
                    throw e;
                }
                failure = failure == null ? e : failure;
            }
        }
        throw noneLeft(failure);
    }

    private static XftpClientException noneLeft(@Nullable XftpClientException failure) {
        return failure == null
                ? new XftpClientException(FailureKind.USAGE, "a chunk of the description has no replica")
                : failure;
    }

    private byte[] fetchFrom(Replica replica, Chunk chunk, byte[] buffer) throws XftpClientException {
        return pool.call(replica.relay(), connection -> {
            connection.get(replica.id(), replica.key(), buffer, 0, chunk.size());
            if (!Hashes.sha256(buffer, chunk.size()).equals(chunk.digest())) {
                throw new XftpClientException(FailureKind.INTEGRITY,
                        "the relay sent a chunk that is not the described one");
            }
            return buffer;
        });
    }
}
