package org.xftp.transport;

import io.netty.channel.Channel;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.transport.tls.TlsAgreed;

/** A connection that a server accepted; handed out once TLS is agreed. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class AcceptedConnection implements ServerConnection {
    private final Channel channel;
    private final Optional<ClientAddress> client;
    private volatile @Nullable TlsAgreed agreed;
    private volatile boolean established;

    AcceptedConnection(Channel channel, Optional<ClientAddress> client) {
        this.channel = channel;
        this.client = client;
    }

    void agreed(TlsAgreed tls) {
        agreed = tls;
    }

    void closeUnlessEstablished() {
        if (!established) {
            channel.close();
        }
    }

    private TlsAgreed tls() {
        return Objects.requireNonNull(agreed);
    }

    @Override
    public Optional<ClientAddress> client() {
        return client;
    }

    @Override
    public SessionId sessionId() {
        return tls().sessionId();
    }

    @Override
    public Optional<String> alpn() {
        return tls().alpn();
    }

    @Override
    public boolean web() {
        return tls().web();
    }

    @Override
    public CertificateDer relayLeaf() {
        return tls().relayLeaf().orElseThrow();
    }

    @Override
    public void established() {
        established = true;
    }

    @Override
    public void close() {
        channel.close();
    }
}
