package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.List;
import org.xftp.client.relay.RelayConnection;
import org.xftp.transport.TransportClient;

/** What a connection costs the relay on which nothing happens after the handshakes of TLS, HTTP/2 and XFTP. */
final class IdleConnections {
    private static final int WARM_UP = 500;
    private static final double MEBIBYTE = 1 << 20;
    private static final long SETTLE_MILLIS = 3000;

    private final RunningRelay relay;
    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    IdleConnections(RunningRelay relay, PrintStream out) {
        this.relay = relay;
        this.out = out;
    }

    void run(int count) throws IOException, InterruptedException {
        open(WARM_UP, () -> {});
        long before = relay.residentBytes();
        long threads = relay.threads();
        double processor = relay.processorSeconds();
        open(count, () -> {
            double handshakes = relay.processorSeconds() - processor;
            long peak = relay.peakBytes();
            long now = relay.residentBytes();
            out.printf(
                    "  %d idle connections: %.1f KiB each (relay %.0f MiB resident, before %.0f MiB, at most %.0f MiB),"
                            + " %d further threads, %.1f ms of processor time for each handshake%n",
                    count,
                    (now - before) / 1024.0 / count, now / MEBIBYTE, before / MEBIBYTE, peak / MEBIBYTE,
                    relay.threads() - threads, handshakes * 1000 / count);
        });
    }

    private interface Look {
        void run() throws IOException, InterruptedException;
    }

    private void open(int count, Look look) throws IOException, InterruptedException {
        try (TransportClient transport = new TransportClient()) {
            List<RelayConnection> connections = RelayClients.connect(transport, relay.address(), random, count);
            Thread.sleep(SETTLE_MILLIS);
            look.run();
            connections.forEach(RelayConnection::close);
        }
        Thread.sleep(SETTLE_MILLIS);
    }
}
