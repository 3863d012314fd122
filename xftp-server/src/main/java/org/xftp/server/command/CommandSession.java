package org.xftp.server.command;

import java.util.Optional;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.X25519PrivateKey;

/**
 * What a connection has agreed by the time a command comes.
 *
 * @param version of the protocol, 1 to 3
 * @param handshakeKey the relay's key of this connection, against which crypto_box authenticators are checked; empty in
 *        version 1 without handshake (docs/PROTOCOL.md section 3.4)
 */
public record CommandSession(SessionId id, int version, Optional<X25519PrivateKey> handshakeKey) {}
