package org.xftp.client.download;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.RetryPolicy;
import org.xftp.client.XftpClientException;
import org.xftp.client.pool.RelayHealth;
import org.xftp.client.pool.RelayPool;
import org.xftp.client.pool.Retrier;
import org.xftp.client.relay.Pace;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.transfer.Hashes;
import org.xftp.client.transfer.Progress;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.Replica;

/** Gets single chunks from whichever of their relays serves them best. For several threads. */
public final class ChunkFetcher {
    /** A relay this much slower than another that has the chunk too is left for that one. */
    private static final double TOO_SLOW = 1.0 / 8;

    private final RelayPool pool;
    private final Retrier retrier;
    private final LongSupplier nanoClock;

    public ChunkFetcher(RelayPool pool, Retrier retrier, LongSupplier nanoClock) {
        this.pool = pool;
        this.retrier = retrier;
        this.nanoClock = nanoClock;
    }

    /** How long the longest line to a relay that has the chunk is, as far as that is known. */
    Duration roundTrip(Chunk chunk) {
        return pool.roundTrip(chunk.replicas().stream().map(Replica::relay).toList());
    }

    /**
     * The chunk's bytes, in the beginning of {@code buffer}, their digest checked. Replicas are tried the best relay
     * first: after an error, wrong bytes, or when one is much slower than the next was so far, it is the next one's
     * turn. Those that failed for reasons that may pass are tried round after round, as the retry policy allows.
     *
     * @param moving is told how far it is
     * @return {@code buffer}
     * @throws XftpClientException when no replica can be had: a temporary failure, if any was, otherwise the first
     */
    byte[] fetch(Chunk chunk, byte[] buffer, Progress progress, Progress.Moving moving) throws XftpClientException {
        List<Replica> candidates = new ArrayList<>(chunk.replicas());
        Retrier.Patience patience = retrier.patience();
        XftpClientException refused = null;
        while (true) {
            XftpClientException temporary = null;
            RetryPolicy each = roundPolicy(candidates.size());
            List<Replica> order = retrier.healths().bestFirst(candidates, Replica::relay, chunk.number() - 1);
            for (int i = 0; i < order.size(); i++) {
                Replica replica = order.get(i);
                Pace pace = pace(order.subList(i + 1, order.size()));
                try {
                    return fetchFrom(replica, chunk, buffer, pace, each, progress, moving);
                } catch (XftpClientException e) {
                    if (e.kind() == FailureKind.INTERRUPTED) {
                        throw e;
                    }
                    if (e.isTemporary()) {
                        temporary = e;
                    } else {
                        candidates.remove(replica);
                        noteWrong(replica, e);
                        refused = refused == null ? e : refused;
                    }
                }
            }
            if (temporary == null || each.equals(retrier.policy()) || !patience.lasts()) {
                throw noneLeft(temporary == null ? refused : temporary);
            }
        }
    }

    private void noteWrong(Replica replica, XftpClientException failure) {
        if (failure.kind() == FailureKind.INTEGRITY || failure.kind() == FailureKind.PROTOCOL) {
            retrier.healths().of(replica.relay()).refused();
        }
    }

    /** With a bound on retries every relay gets all of them once; without, all are asked in turn, round after round. */
    private RetryPolicy roundPolicy(int candidates) {
        RetryPolicy policy = retrier.policy();
        boolean rounds = candidates > 1 && policy.retries() == RetryPolicy.UNLIMITED;
        return rounds ? policy.atMost(0) : policy;
    }

    /** What is asked of a relay while there are others; those may get measured meanwhile. */
    private Pace pace(List<Replica> others) {
        return others.isEmpty() ? Pace.ANY : Pace.atLeast(() -> TOO_SLOW * bestRate(others), nanoClock);
    }

    private double bestRate(List<Replica> replicas) {
        return replicas.stream().map(replica -> retrier.healths().of(replica.relay()))
                .filter(health -> health.demerits() == 0).map(RelayHealth::rate).flatMapToDouble(OptionalDouble::stream)
                .max().orElse(0);
    }

    private static XftpClientException noneLeft(@Nullable XftpClientException failure) {
        return failure == null
                ? new XftpClientException(FailureKind.USAGE, "a chunk of the description has no replica")
                : failure;
    }

    private byte[] fetchFrom(Replica replica, Chunk chunk, byte[] buffer, Pace pace, RetryPolicy each,
            Progress progress, Progress.Moving moving) throws XftpClientException {
        byte[] fetched = retrier.call(replica.relay(), each, () -> pool.call(replica.relay(), connection -> {
            try {
                fetchFrom(connection, replica, chunk, buffer, pace, moving);
            } catch (XftpClientException e) {
                moving.at(0);
                throw e;
            }
            return buffer;
        }), progress::retrying);
        progress.chunk(chunk.number(), chunk.size(), replica.relay());
        return fetched;
    }

    private void fetchFrom(RelayConnection connection, Replica replica, Chunk chunk, byte[] buffer, Pace pace,
            Progress.Moving moving) throws XftpClientException {
        long began = nanoClock.getAsLong();
        connection.get(replica.id(), replica.key(), buffer, 0, chunk.size(), new Counted(pace.from(began), moving));
        retrier.healths().of(replica.relay()).measured(chunk.size(), nanoClock.getAsLong() - began);
        if (!Hashes.sha256(buffer, chunk.size()).equals(chunk.digest())) {
            throw new XftpClientException(FailureKind.INTEGRITY,
                    "the relay sent a chunk that is not the described one");
        }
    }

    /** Passes on what it hears, too. */
    private record Counted(Pace.Watch watch, Progress.Moving moving) implements Pace.Watch {
        @Override
        public void received(long bytes) throws SocketTimeoutException {
            moving.at(bytes);
            watch.received(bytes);
        }

        @Override
        public Duration silence(Duration otherwise) {
            return watch.silence(otherwise);
        }
    }
}
