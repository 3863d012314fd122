package org.xftp.protocol.handshake;

import org.xftp.protocol.crypto.X25519PublicKey;

/**
 * What a client knows after its handshake.
 *
 * @param version the protocol version of the connection
 * @param relayKey what crypto_box authenticators are made with
 */
public record ClientSession(int version, X25519PublicKey relayKey) {}
