package org.xftp.client.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.relay.RelayConnection.Verdict;
import org.xftp.client.transfer.Progress;
import org.xftp.client.transfer.TaskGroup;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;

/**
 * Sends one short command for every replica of a description and counts what came of it: several side by side on a
 * connection, as each would otherwise take a round trip, and on several connections at a time. Where the pool keeps
 * requests apart, so does this.
 */
public final class ReplicaSweep {
    /** The command. */
    public interface Command {
        void send(RelayConnection connection, List<Replica> replicas, Verdict verdict) throws XftpClientException;
    }

    /**
     * What came of a command to all replicas.
     *
     * @param done accepted by the relay
     * @param gone not known to the relay (any more), or blocked
     * @param failed not decided: the relay could not be reached, or broke the protocol
     * @param failure one of those failures, if there are any
     */
    public record Outcome(int done, int gone, int failed, @Nullable XftpClientException failure) {}

    /** However patient transfers are: a relay that is away must not hold up what is done with the others. */
    private static final int RETRIES = 4;

    /** So many a relay works on at a time; official ones allow 100 streams, and a window of 1 MiB. */
    private static final int SIDE_BY_SIDE = 16;

    private final RelayPool pool;
    private final Retrier retrier;
    private final int parallel;

    /** @param parallel connections that are used at a time */
    public ReplicaSweep(RelayPool pool, Retrier retrier, int parallel) {
        this.pool = pool;
        this.retrier = retrier;
        this.parallel = parallel;
    }

    /**
     * Sends the command for every replica, whatever becomes of the others.
     *
     * @param progress is closed at the end
     * @throws XftpClientException of kind INTERRUPTED only
     */
    public Outcome send(FileDescription description, Command command, Progress progress) throws XftpClientException {
        Outcome outcome = sendUntilInterrupted(description, command, progress);
        XftpClientException failure = outcome.failure();
        if (failure != null && failure.kind() == FailureKind.INTERRUPTED) {
            throw failure;
        }
        return outcome;
    }

    /** The same, but an interruption is the outcome's failure, and what it left undecided has failed. */
    public Outcome sendUntilInterrupted(FileDescription description, Command command, Progress progress) {
        Count count = new Count(progress);
        try (progress; TaskGroup group = new TaskGroup("xftp-sweep", parallel)) {
            for (Batch batch : batches(description, pool.reuses() ? SIDE_BY_SIDE : 1, count)) {
                group.start(() -> send(batch, command, progress));
            }
            group.await();
        } catch (XftpClientException e) {
            // All tasks have ended.
            return count.interrupted(description.chunks().stream().mapToInt(chunk -> chunk.replicas().size()).sum(), e);
        }
        return count.outcome();
    }

    private static List<Batch> batches(FileDescription description, int most, Count count) {
        Map<RelayAddress, Batch> filling = new LinkedHashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (Chunk chunk : description.chunks()) {
            for (Replica replica : chunk.replicas()) {
                Batch batch = filling.get(replica.relay());
                if (batch == null || batch.undecided.size() == most) {
                    batch = new Batch(replica.relay(), count);
                    filling.put(replica.relay(), batch);
                    batches.add(batch);
                }
                batch.undecided.add(replica);
            }
        }
        return batches;
    }

    /** Goes on for as long as each round of attempts decides something. */
    private void send(Batch batch, Command command, Progress progress) throws XftpClientException {
        while (true) {
            int before = batch.undecided.size();
            try {
                retrier.call(batch.relay, retrier.policy().atMost(RETRIES), () -> attempt(batch, command),
                        progress::retrying);
                return;
            } catch (XftpClientException e) {
                if (!e.isTemporary() || batch.undecided.size() == before) {
                    batch.giveUp(e);
                    return;
                }
            }
        }
    }

    /** After a failure one command follows the other: on a bad line, so many at a time might never be heard of. */
    private Batch attempt(Batch batch, Command command) throws XftpClientException {
        try {
            return pool.call(batch.relay, connection -> batch.send(connection, command));
        } catch (XftpClientException e) {
            batch.sideBySide = 1;
            throw e;
        }
    }

    /** Replicas at one relay; those that are decided leave. One thread's. */
    private static final class Batch {
        final RelayAddress relay;
        final Deque<Replica> undecided = new ArrayDeque<>();
        int sideBySide = SIDE_BY_SIDE;
        private final Count count;
        private @Nullable XftpClientException temporary;

        Batch(RelayAddress relay, Count count) {
            this.relay = relay;
            this.count = count;
        }

        /** @throws XftpClientException when some are undecided still, and another attempt may help */
        Batch send(RelayConnection connection, Command command) throws XftpClientException {
            temporary = null;
            while (!undecided.isEmpty()) {
                command.send(connection, undecided.stream().limit(sideBySide).toList(), this::heard);
                if (temporary != null) {
                    throw temporary;
                }
            }
            return this;
        }

        /** Verdicts come in the order of the replicas. */
        private void heard(Replica replica, Optional<XftpClientException> refusal) {
            undecided.remove();
            if (refusal.isEmpty()) {
                count.done();
            } else if (refusal.get().isTemporary()) {
                undecided.add(replica);
                temporary = refusal.get();
            } else {
                count.refused(refusal.get().at(relay));
            }
        }

        void giveUp(XftpClientException failure) throws XftpClientException {
            if (failure.kind() == FailureKind.INTERRUPTED) {
                throw failure;
            }
            undecided.forEach(replica -> count.refused(failure));
        }
    }

    /** An outcome in the making. For several threads. */
    private static final class Count {
        private final Progress progress;
        private Outcome soFar = new Outcome(0, 0, 0, null);

        Count(Progress progress) {
            this.progress = progress;
        }

        void done() {
            add(new Outcome(1, 0, 0, null));
        }

        void refused(XftpClientException failure) {
            switch (failure.kind()) {
                case GONE, BLOCKED -> add(new Outcome(0, 1, 0, null));
                case USAGE, NETWORK, PROTOCOL, REFUSED, QUOTA, INTEGRITY, DISK, INTERRUPTED ->
                    add(new Outcome(0, 0, 1, failure));
            }
        }

        private void add(Outcome more) {
            synchronized (this) {
                soFar = new Outcome(soFar.done + more.done, soFar.gone + more.gone, soFar.failed + more.failed,
                        soFar.failure == null ? more.failure : soFar.failure);
            }
            progress.add(1);
        }

        synchronized Outcome outcome() {
            return soFar;
        }

        synchronized Outcome interrupted(int all, XftpClientException interruption) {
            return new Outcome(soFar.done, soFar.gone, all - soFar.done - soFar.gone, interruption);
        }
    }
}
