package org.xftp.server.monitor;

import org.xftp.transport.ConnectionRefusal;
import org.xftp.transport.HandshakeFailure;
import org.xftp.transport.TransportListener;

/** Tells two listeners, one after the other. */
public record ListenerPair(TransportListener first, TransportListener second) implements TransportListener {
    @Override
    public void connectionOpened() {
        first.connectionOpened();
        second.connectionOpened();
    }

    @Override
    public void connectionRefused(ConnectionRefusal reason) {
        first.connectionRefused(reason);
        second.connectionRefused(reason);
    }

    @Override
    public void connectionClosed() {
        first.connectionClosed();
        second.connectionClosed();
    }

    @Override
    public void handshakeCompleted() {
        first.handshakeCompleted();
        second.handshakeCompleted();
    }

    @Override
    public void handshakeFailed(HandshakeFailure kind) {
        first.handshakeFailed(kind);
        second.handshakeFailed(kind);
    }

    @Override
    public void received(int bytes) {
        first.received(bytes);
        second.received(bytes);
    }

    @Override
    public void sent(int bytes) {
        first.sent(bytes);
        second.sent(bytes);
    }
}
