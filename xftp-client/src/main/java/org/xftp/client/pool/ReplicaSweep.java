package org.xftp.client.pool;

import org.jspecify.annotations.Nullable;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.transfer.Progress;
import org.xftp.client.transfer.TaskGroup;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Replica;

/** Sends one short command for every replica of a description, several at a time, and counts what came of it. */
public final class ReplicaSweep {
    /** The command. */
    public interface Command {
        void send(RelayConnection connection, Replica replica) throws XftpClientException;
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

    private final RelayPool pool;
    private final Retrier retrier;
    private final int parallel;

    public ReplicaSweep(RelayPool pool, Retrier retrier, int parallel) {
        this.pool = pool;
        this.retrier = retrier;
        this.parallel = parallel;
    }

    /**
     * Sends the command for every replica, whatever becomes of the others.
     *
     * @throws XftpClientException of kind INTERRUPTED only
     */
    public Outcome send(FileDescription description, Command command, Progress progress) throws XftpClientException {
        Count count = new Count();
        try (TaskGroup group = new TaskGroup("xftp-sweep", parallel)) {
            for (Chunk chunk : description.chunks()) {
                for (Replica replica : chunk.replicas()) {
                    group.start(() -> {
                        sendCounted(command, replica, count, progress);
                        progress.add(1);
                    });
                }
            }
            group.await();
        }
        return count.outcome();
    }

    private void sendCounted(Command command, Replica replica, Count count, Progress progress)
            throws XftpClientException {
        try {
            retrier.call(replica.relay(), retrier.policy().atMost(RETRIES),
                    () -> pool.call(replica.relay(), connection -> {
                        command.send(connection, replica);
                        return replica;
                    }), progress::retrying);
            count.done();
        } catch (XftpClientException e) {
            switch (e.kind()) {
                case INTERRUPTED -> throw e;
                case GONE, BLOCKED -> count.gone();
                case USAGE, NETWORK, PROTOCOL, REFUSED, QUOTA, INTEGRITY, DISK -> count.failed(e);
            }
        }
    }

    /** An outcome in the making. */
    private static final class Count {
        private Outcome soFar = new Outcome(0, 0, 0, null);

        synchronized void done() {
            soFar = new Outcome(soFar.done + 1, soFar.gone, soFar.failed, soFar.failure);
        }

        synchronized void gone() {
            soFar = new Outcome(soFar.done, soFar.gone + 1, soFar.failed, soFar.failure);
        }

        synchronized void failed(XftpClientException failure) {
            soFar = new Outcome(soFar.done, soFar.gone, soFar.failed + 1, failure);
        }

        synchronized Outcome outcome() {
            return soFar;
        }
    }
}
