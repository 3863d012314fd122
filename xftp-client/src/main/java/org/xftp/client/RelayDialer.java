package org.xftp.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.TlsException;
import org.xftp.transport.TransportClient;

/** Turns an address into a session with the relay that it names. */
final class RelayDialer {
    private final TransportClient transport;
    private final RelaySettings settings;

    RelayDialer(TransportClient transport, RelaySettings settings) {
        this.transport = transport;
        this.settings = settings;
    }

    /** Tries the hosts in turn; what comes out is how the first of them failed, when all do. */
    RelaySession dial(RelayAddress relay) throws XftpClientException {
        XftpClientException failure = null;
        for (RelayHost host : relay.hosts()) {
            if (host instanceof RelayHost.Onion) {
                continue;
            }
            try {
                return dial(relay, host.text());
            } catch (XftpClientException e) {
                if (e.kind() == FailureKind.INTERRUPTED) {
                    throw e;
                }
                failure = failure == null ? e : failure;
            }
        }
        throw noneLeft(failure);
    }

    private static XftpClientException noneLeft(@Nullable XftpClientException failure) {
        return failure == null
                ? new XftpClientException(FailureKind.USAGE, "it can be reached over Tor only, which is not supported")
                : failure;
    }

    private RelaySession dial(RelayAddress relay, String host) throws XftpClientException {
        IdentityCheck identity = new IdentityCheck(relay.keyHash(), settings.clock());
        ClientConnection connection = connect(host, relay.port(), identity);
        boolean agreed = false;
        try {
            RelaySession session = agree(connection, identity);
            agreed = true;
            return session;
        } finally {
            if (!agreed) {
                connection.close();
            }
        }
    }

    private ClientConnection connect(String host, int port, IdentityCheck identity) throws XftpClientException {
        try {
            return transport.connect(host, port, ClientTlsSettings.nativePeer(identity),
                    settings.timeouts().connect());
        } catch (IdentityCheck.WrongIdentityException e) {
            throw new XftpClientException(FailureKind.PROTOCOL,
                    "whoever answers there is not the relay that the address names: " + e.getMessage(), e);
        } catch (TlsException e) {
            throw new XftpClientException(FailureKind.PROTOCOL, "no secure connection could be agreed", e);
        } catch (InterruptedIOException e) {
            throw RelayErrors.broken(e);
        } catch (IOException e) {
            throw new XftpClientException(FailureKind.NETWORK, String.valueOf(e.getMessage()), e);
        }
    }

    /** Without ALPN there is no handshake, and version 1 is spoken (docs/PROTOCOL.md section 3.4). */
    private RelaySession agree(ClientConnection connection, IdentityCheck identity) throws XftpClientException {
        return connection.alpn().isEmpty()
                ? new RelaySession(connection, 1, Optional.empty(), settings.random())
                : new RelayHandshake(connection, identity, settings).run();
    }
}
