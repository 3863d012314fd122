package org.xftp.protocol.command;

import org.xftp.protocol.crypto.X25519PublicKey;

/**
 * {@code FGET}: downloads the chunk, encrypted for this transfer.
 *
 * @param key the recipient's fresh key for the agreement; relays refuse one of small order
 */
public record GetChunk(X25519PublicKey key) implements RecipientCommand {}
