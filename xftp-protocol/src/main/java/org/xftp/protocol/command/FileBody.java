package org.xftp.protocol.command;

import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.X25519PublicKey;

/**
 * {@code FILE}: the encrypted chunk follows the block, then its 16-byte tag.
 *
 * @param relayKey the relay's key for this one agreement
 * @param nonce of the secret box around the chunk
 */
public record FileBody(X25519PublicKey relayKey, Nonce nonce) implements Reply {}
