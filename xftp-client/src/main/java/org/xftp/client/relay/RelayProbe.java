package org.xftp.client.relay;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.TransportClient;

/** Finds out whether a relay can be used for everything, and if not, at which step it fails. */
public final class RelayProbe {
    private final RelayDialer dialer;
    private final RelaySettings settings;
    private final LongSupplier nanoClock;

    /** With what it connects, and a clock by which it measures. */
    public RelayProbe(TransportClient transport, RelaySettings settings, LongSupplier nanoClock) {
        dialer = new RelayDialer(transport, settings);
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    /**
     * Makes all steps of {@link ProbeStep}, each once, on a connection of its own: on the first of the address' hosts
     * that can be reached, in the order that transfers take them. The relay ends up as it was before, unless it fails in
     * between and can not be reached any more: then 64 KiB are left there until they expire.
     *
     * @param listener hears of each step as soon as its outcome is known
     * @throws XftpClientException of kind INTERRUPTED only
     */
    public ProbeReport run(RelayAddress relay, Consumer<ProbeOutcome> listener) throws XftpClientException {
        ProbeLog log = new ProbeLog(relay.hosts().getFirst(), listener, nanoClock);
        try (RelayConnection connection = connect(relay, log)) {
            new ProbeChunk(log, relay, settings.random()).travel(connection,
                    () -> new RelayConnection(dialer.dial(relay), settings));
        } catch (XftpClientException e) {
            if (e.kind() == FailureKind.INTERRUPTED) {
                throw e;
            }
        }
        return log.report();
    }

    private RelayConnection connect(RelayAddress relay, ProbeLog log) throws XftpClientException {
        List<RelayHost> hosts = dialer.reachable(relay.hosts());
        XftpClientException last = RelayDialer.noneLeft(null);
        if (hosts.isEmpty()) {
            log.failed(ProbeStep.DNS, 0, last);
        }
        for (RelayHost host : hosts) {
            log.at(host);
            try {
                RelayConnection connection = connect(relay, host, log);
                log.reached();
                return connection;
            } catch (XftpClientException e) {
                if (e.kind() == FailureKind.INTERRUPTED) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }

    private RelayConnection connect(RelayAddress relay, RelayHost host, ProbeLog log) throws XftpClientException {
        IdentityCheck identity = new IdentityCheck(relay.keyHash(), settings.clock());
        ProbeDial dial = new ProbeDial(dialer, log, identity, settings.proxy().isPresent());
        ClientConnection connection = dial.connect(relay, host);
        return log.step(ProbeStep.HANDSHAKE,
                () -> new RelayConnection(dialer.agree(connection, identity), settings));
    }
}
