package org.xftp.client.relay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.transport.CertificateCheck;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.ConnectListener;
import org.xftp.transport.ProxyException;
import org.xftp.transport.SocksProxy;
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
        for (RelayHost host : reachable(relay.hosts())) {
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

    /** Onion hosts first, through a proxy; without one not at all: their names must not reach a resolver. */
    List<RelayHost> reachable(List<RelayHost> hosts) {
        Predicate<RelayHost> onion = RelayHost.Onion.class::isInstance;
        Stream<RelayHost> others = hosts.stream().filter(onion.negate());
        return settings.proxy().isPresent()
                ? Stream.concat(hosts.stream().filter(onion), others).toList()
                : others.toList();
    }

    static XftpClientException noneLeft(@Nullable XftpClientException failure) {
        return failure == null
                ? new XftpClientException(FailureKind.USAGE, "it can be reached over Tor only, and no proxy is set")
                : failure;
    }

    private RelaySession dial(RelayAddress relay, String host) throws XftpClientException {
        IdentityCheck identity = new IdentityCheck(relay.keyHash(), settings.clock());
        return agree(connect(host, relay.port(), identity, ConnectListener.NONE), identity);
    }

    /** Closes the connection unless a session comes of it. */
    RelaySession agree(ClientConnection connection, IdentityCheck identity) throws XftpClientException {
        boolean agreed = false;
        try {
            RelaySession session = begin(connection, identity);
            agreed = true;
            return session;
        } finally {
            if (!agreed) {
                connection.close();
            }
        }
    }

    ClientConnection connect(String host, int port, CertificateCheck identity, ConnectListener listener)
            throws XftpClientException {
        try {
            ClientTlsSettings tls = ClientTlsSettings.nativePeer(identity);
            Optional<SocksProxy> proxy = settings.proxyForConnection();
            return proxy.isPresent()
                    ? transport.connect(proxy.get(), host, port, tls, settings.timeouts().connect(), listener)
                    : transport.connect(host, port, tls, settings.timeouts().connect(), listener);
        } catch (ProxyException e) {
            throw new XftpClientException(kind(e.reason()), String.valueOf(e.getMessage()), e);
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

    private static FailureKind kind(ProxyException.Reason reason) {
        return switch (reason) {
            case SETTINGS -> FailureKind.USAGE;
            case FORBIDDEN -> FailureKind.REFUSED;
            case NETWORK -> FailureKind.NETWORK;
        };
    }

    /** Without ALPN there is no handshake, and version 1 is spoken (docs/PROTOCOL.md section 3.4). */
    private RelaySession begin(ClientConnection connection, IdentityCheck identity) throws XftpClientException {
        return connection.alpn().isEmpty()
                ? new RelaySession(connection, 1, Optional.empty(), settings.random())
                : new RelayHandshake(connection, identity, settings).run();
    }
}
