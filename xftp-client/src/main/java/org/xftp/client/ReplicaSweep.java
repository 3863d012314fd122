package org.xftp.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Replica;

/** Sends one short command for every replica of a description, several at a time, and counts what came of it. */
final class ReplicaSweep {
    /** The command. */
    interface Command {
        void send(RelayConnection connection, Replica replica) throws XftpClientException;
    }

    /**
     * @param done accepted by the relay
     * @param gone not known to the relay (any more), or blocked
     * @param failed not decided: the relay could not be reached, or broke the protocol
     * @param failure one of those failures, if there are any
     */
    record Outcome(int done, int gone, int failed, @Nullable XftpClientException failure) {}

    private final RelayPool pool;
    private final Retrier retrier;
    private final int parallel;

    ReplicaSweep(RelayPool pool, Retrier retrier, int parallel) {
        this.pool = pool;
        this.retrier = retrier;
        this.parallel = parallel;
    }

    /** @throws XftpClientException of kind INTERRUPTED only */
    Outcome send(FileDescription description, Command command, Progress progress) throws XftpClientException {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger gone = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicReference<@Nullable XftpClientException> failure = new AtomicReference<>();
        try (TaskGroup group = new TaskGroup("xftp-sweep", parallel)) {
            for (Chunk chunk : description.chunks()) {
                for (Replica replica : chunk.replicas()) {
                    group.start(() -> {
                        try {
                            retrier.call(() -> sendOne(command, replica), progress::retrying);
                            done.incrementAndGet();
                        } catch (XftpClientException e) {
                            switch (e.kind()) {
                                case INTERRUPTED -> throw e;
                                case GONE, BLOCKED -> gone.incrementAndGet();
                                case USAGE, NETWORK, PROTOCOL, REFUSED, QUOTA, INTEGRITY, DISK -> {
                                    failed.incrementAndGet();
                                    failure.compareAndSet(null, e);
                                }
                            }
                        }
                        progress.add(1);
                    });
                }
            }
            group.await();
        }
        return new Outcome(done.get(), gone.get(), failed.get(), failure.get());
    }

    private Replica sendOne(Command command, Replica replica) throws XftpClientException {
        return pool.call(replica.relay(), connection -> {
            command.send(connection, replica);
            return replica;
        });
    }
}
