package org.xftp.client.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.protocol.description.RelayAddress;

/**
 * Connections to relays, reused and bounded: at most {@code connectionsPerRelay} per relay, one caller at a time on
 * each. Callers beyond that wait their turn.
 */
public final class RelayPool implements AutoCloseable {
    /** Makes connections. */
    public interface Connector {
        RelayConnection connect(RelayAddress relay) throws XftpClientException;
    }

    /** What is done with a connection; it must not keep it. */
    public interface Request<T> {
        T run(RelayConnection connection) throws XftpClientException;
    }

    /**
     * How long a connection may wait for its next request: most routers in between remember it for longer, and making a
     * new one costs a few round trips only.
     */
    static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

    private final Connector connector;
    private final int connectionsPerRelay;
    private final boolean reuse;
    private final Duration idleLimit;
    private final RelayLane.Clock clock;
    private final ConcurrentMap<RelayAddress, RelayLane> lanes = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Thread> sweeper = new AtomicReference<>();
    private volatile boolean closed;

    public RelayPool(Connector connector, int connectionsPerRelay) {
        this(connector, connectionsPerRelay, true);
    }

    /**
     * Without connections yet.
     *
     * @param reuse whether connections are used for more than one request
     */
    public RelayPool(Connector connector, int connectionsPerRelay, boolean reuse) {
        this(connector, connectionsPerRelay, reuse, IDLE_LIMIT, RelayLane.Clock.system());
    }

    /** @param idleLimit how long a connection may wait for its next request */
    RelayPool(Connector connector, int connectionsPerRelay, boolean reuse, Duration idleLimit, RelayLane.Clock clock) {
        this.connector = connector;
        this.connectionsPerRelay = connectionsPerRelay;
        this.reuse = reuse;
        this.idleLimit = idleLimit;
        this.clock = clock;
    }

    /** Whether a connection may carry more than one request; otherwise relays cannot link them. */
    boolean reuses() {
        return reuse;
    }

    /**
     * Runs a request on a free or new connection; one that has been idle for long is not used. When a reused connection
     * turns out to be dead, the request is made once more on a new one: relays close idle connections, and that is
     * nobody's failure. So a request may arrive twice.
     */
    public <T> T call(RelayAddress relay, Request<T> request) throws XftpClientException {
        RelayLane lane = lanes.computeIfAbsent(relay.withoutPassword(),
                key -> new RelayLane(connectionsPerRelay, idleLimit, clock));
        try {
            lane.places().acquire();
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        }
        try {
            checkOpen();
            return callInLane(lane, relay, request);
        } catch (XftpClientException e) {
            checkOpen();
            throw e.at(relay);
        } finally {
            lane.places().release();
        }
    }

    /** How long the longest line to one of these relays is, as far as requests have shown; zero before the first. */
    public Duration roundTrip(Collection<RelayAddress> relays) {
        return relays.stream().flatMap(relay -> Stream.ofNullable(lanes.get(relay.withoutPassword())))
                .flatMap(lane -> lane.roundTrip().stream()).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** What fails once the pool is closed must not look as if it could be tried again. */
    private void checkOpen() throws XftpClientException {
        if (closed) {
            throw new XftpClientException(FailureKind.INTERRUPTED, "the client was closed");
        }
    }

    private <T> T callInLane(RelayLane lane, RelayAddress relay, Request<T> request) throws XftpClientException {
        Optional<RelayConnection> idle = lane.takeIdle();
        if (idle.isPresent()) {
            try {
                return run(lane, idle.get(), request);
            } catch (XftpClientException e) {
                if (!e.isTemporary() || idle.get().isOpen()) {
                    throw e;
                }
                lane.drain().forEach(RelayConnection::close);
            }
        }
        return run(lane, connector.connect(relay), request);
    }

    private <T> T run(RelayLane lane, RelayConnection connection, Request<T> request) throws XftpClientException {
        try {
            return request.run(connection);
        } finally {
            lane.measure(connection);
            if (closed || !reuse) {
                connection.close();
            } else {
                lane.giveBack(connection);
                startSweeper();
            }
        }
    }

    /** One thread waits while there are idle connections, so that relays need not keep them. */
    private void startSweeper() {
        if (sweeper.get() == null) {
            Thread thread = Thread.ofVirtual().name("xftp-pool-sweep").unstarted(this::sweep);
            if (sweeper.compareAndSet(null, thread)) {
                thread.start();
            }
        }
    }

    private void sweep() {
        try {
            do {
                Thread.sleep(idleLimit);
            } while (anyIdle());
        } catch (InterruptedException e) {
            // The pool is closed, and nothing is idle any more.
            return;
        } finally {
            sweeper.set(null);
        }
        if (anyIdle()) {
            startSweeper();
        }
    }

    private boolean anyIdle() {
        boolean any = false;
        for (RelayLane lane : lanes.values()) {
            any |= lane.closeStale();
        }
        return any;
    }

    /** Closes the idle connections; those in use close when their request ends. */
    @Override
    public void close() {
        closed = true;
        lanes.values().forEach(lane -> lane.drain().forEach(RelayConnection::close));
        Thread sweeping = sweeper.get();
        if (sweeping != null) {
            sweeping.interrupt();
        }
    }
}
