package org.xftp.client.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.protocol.description.RelayAddress;

/**
 * Connections to relays, reused and bounded: at most {@code connectionsPerRelay} per relay, one request at a time on
 * each, as official relays expect. Callers beyond that wait their turn.
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

    /** One relay's connections that wait for work; guarded by itself. */
    private static final class Lane {
        final Semaphore places;
        final Deque<RelayConnection> idle = new ArrayDeque<>();

        Lane(int places) {
            this.places = new Semaphore(places, true);
        }

        synchronized Optional<RelayConnection> takeIdle() {
            for (RelayConnection found = idle.pollLast(); found != null; found = idle.pollLast()) {
                if (found.isOpen()) {
                    return Optional.of(found);
                }
            }
            return Optional.empty();
        }

        synchronized void giveBack(RelayConnection connection) {
            if (connection.isOpen()) {
                idle.addLast(connection);
            }
        }

        synchronized List<RelayConnection> drain() {
            List<RelayConnection> all = new ArrayList<>(idle);
            idle.clear();
            return all;
        }
    }

    private final Connector connector;
    private final int connectionsPerRelay;
    private final boolean reuse;
    private final ConcurrentMap<RelayAddress, Lane> lanes = new ConcurrentHashMap<>();
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
        this.connector = connector;
        this.connectionsPerRelay = connectionsPerRelay;
        this.reuse = reuse;
    }

    /**
     * Runs a request on a free or new connection. When a reused connection turns out to be dead, the request is made
     * once more on a new one: relays close idle connections, and that is nobody's failure. So a request may arrive
     * twice.
     */
    public <T> T call(RelayAddress relay, Request<T> request) throws XftpClientException {
        Lane lane = lanes.computeIfAbsent(relay.withoutPassword(), key -> new Lane(connectionsPerRelay));
        try {
            lane.places.acquire();
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        }
        try {
            return callInLane(lane, relay, request);
        } catch (XftpClientException e) {
            throw e.at(relay);
        } finally {
            lane.places.release();
        }
    }

    private <T> T callInLane(Lane lane, RelayAddress relay, Request<T> request) throws XftpClientException {
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

    private <T> T run(Lane lane, RelayConnection connection, Request<T> request) throws XftpClientException {
        try {
            return request.run(connection);
        } finally {
            if (closed || !reuse) {
                connection.close();
            } else {
                lane.giveBack(connection);
            }
        }
    }

    /** Closes the idle connections; those in use close when their request ends. */
    @Override
    public void close() {
        closed = true;
        lanes.values().forEach(lane -> lane.drain().forEach(RelayConnection::close));
    }
}
