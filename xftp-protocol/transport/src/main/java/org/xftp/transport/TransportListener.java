package org.xftp.transport;

/**
 * Told what happens on a server's connections, in numbers and kinds only: nothing that says who a peer is. Called on
 * event loops: implementations neither block nor throw, and are safe for use by many threads.
 */
public interface TransportListener {
    /** Takes note of nothing. */
    TransportListener NONE = new TransportListener() {
    };

    /** A TCP connection was accepted and is kept; {@link #connectionClosed} follows once. */
    default void connectionOpened() {}

    /** A TCP connection was accepted and closed at once. */
    default void connectionRefused(ConnectionRefusal reason) {}

    /** A connection that was opened is gone, however that came. */
    default void connectionClosed() {}

    /** TLS is agreed. */
    default void handshakeCompleted() {}

    /** A connection that was opened ends without TLS. */
    default void handshakeFailed(HandshakeFailure kind) {}

    /** So many bytes came from a socket, TLS included. */
    default void received(int bytes) {}

    /** So many bytes were handed to a socket, TLS included. */
    default void sent(int bytes) {}
}
