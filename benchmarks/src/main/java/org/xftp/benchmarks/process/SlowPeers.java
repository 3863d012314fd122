package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.protocol.crypto.Digest;
import org.xftp.transport.TransportClient;

/** What a peer costs the relay that stops in the middle of a chunk: one that takes no more, one that sends no more. */
final class SlowPeers {
    private static final int CHUNK = 4 << 20;
    private static final long HALF = CHUNK / 4;
    private static final long SETTLE_MILLIS = 5000;

    private interface Step {
        void run(RelayConnection connection) throws XftpClientException;
    }

    private final RunningRelay relay;
    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    SlowPeers(RunningRelay relay, PrintStream out) {
        this.relay = relay;
        this.out = out;
    }

    void run(int count) throws IOException, InterruptedException {
        byte[] data = new byte[CHUNK];
        random.nextBytes(data);
        Digest digest = Digest.compute(data);
        StoredChunk stored = store(data, digest);
        byte[] target = new byte[CHUNK]; // of all at once: nobody looks at it
        measure("readers", count, Long.MAX_VALUE, HALF,
                connection -> connection.get(stored.recipient(), stored.key(), target, 0, CHUNK));
        measure("writers", count, HALF, Long.MAX_VALUE,
                connection -> PreparedChunk.of(CHUNK, digest, random).store(connection, data));
    }

    /** A few times, so that the relay is warm. */
    private StoredChunk store(byte[] data, Digest digest) throws IOException {
        try (TransportClient transport = new TransportClient();
                RelayConnection connection = RelayClients.connect(transport, relay.address(), random)) {
            StoredChunk last = PreparedChunk.of(CHUNK, digest, random).store(connection, data);
            for (int i = 0; i < 20; i++) {
                last = PreparedChunk.of(CHUNK, digest, random).store(connection, data);
                connection.get(last.recipient(), last.key(), new byte[CHUNK], 0, CHUNK);
            }
            return last;
        } catch (XftpClientException e) {
            throw new IOException("a request failed: " + e.getMessage(), e);
        }
    }

    private void measure(String what, int count, long toRelay, long fromRelay, Step step)
            throws IOException, InterruptedException {
        String address = relay.address();
        int colon = address.lastIndexOf(':');
        int port = Integer.parseInt(address.substring(colon + 1));
        AtomicInteger ended = new AtomicInteger();
        try (StallingProxy proxy = new StallingProxy(port, toRelay, fromRelay);
                TransportClient transport = new TransportClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<RelayConnection> connections = RelayClients.connect(transport,
                    address.substring(0, colon + 1) + proxy.port(), random, count);
            long before = relay.residentBytes();
            long threadsBefore = relay.threads();
            for (RelayConnection connection : connections) {
                threads.execute(() -> {
                    try {
                        step.run(connection);
                    } catch (XftpClientException e) {
                        // Cut off at the end of the measurement, or before: both count as ended.
                    }
                    ended.incrementAndGet();
                });
            }
            Thread.sleep(SETTLE_MILLIS);
            out.printf("  %d slow %s (%d still busy): %.0f KiB each, %d further threads%n", count, what,
                    count - ended.get(), (relay.residentBytes() - before) / 1024.0 / count,
                    relay.threads() - threadsBefore);
            connections.forEach(RelayConnection::close);
        }
        Thread.sleep(SETTLE_MILLIS);
    }
}
