package org.xftp.benchmarks.process;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xftp.client.Timeouts;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.relay.RelaySettings;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.transport.TransportClient;

/** Opens handshaken connections to a relay. */
final class RelayClients {
    /** More at a time would only wait: the relay begins 200 handshakes a second. */
    private static final int DIALLING = 32;

    private RelayClients() {}

    static RelayConnection connect(TransportClient transport, String address, SecureRandom random) throws IOException {
        try {
            return RelayConnection.connect(transport, RelayAddress.parse(address),
                    new RelaySettings(Timeouts.DEFAULT, InstantSource.system(), random));
        } catch (XftpClientException | DescriptionException e) {
            throw new IOException("no connection to the relay: " + e.getMessage(), e);
        }
    }

    /** So many at once. */
    static List<RelayConnection> connect(TransportClient transport, String address, SecureRandom random, int count)
            throws IOException, InterruptedException {
        List<Future<RelayConnection>> dialled = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(DIALLING, Thread.ofVirtual().factory())) {
            for (int i = 0; i < count; i++) {
                dialled.add(threads.submit(() -> connect(transport, address, random)));
            }
        }
        List<RelayConnection> connections = new ArrayList<>();
        for (Future<RelayConnection> one : dialled) {
            try {
                connections.add(one.get());
            } catch (ExecutionException e) {
                throw new IOException("connecting failed: " + e.getCause(), e);
            }
        }
        return connections;
    }
}
