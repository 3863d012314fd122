package org.xftp.protocol.command;

import org.xftp.protocol.crypto.BoxAuthenticator;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.crypto.X25519PublicKey;

/** Makes the authenticator of a request (docs/PROTOCOL.md section 3). */
@FunctionalInterface
public interface Signer {
    /**
     * The proof for one request.
     *
     * @param corrId of the request; the nonce of a crypto_box authenticator
     * @param authorized the bytes to cover
     */
    Authenticator authenticate(CorrId corrId, byte[] authorized);

    /** For {@link Ping}: no authenticator. */
    static Signer none() {
        return (_, _) -> Authenticator.NONE;
    }

    /** Signs with an Ed25519 or Ed448 key. */
    static Signer signing(SigningKey key) {
        return (_, authorized) -> Authenticator.of(key.sign(authorized));
    }

    /**
     * Makes crypto_box authenticators; use a fresh corrId for each request.
     *
     * @param relayKey the key of the relay's handshake
     * @throws org.xftp.protocol.crypto.CryptoException when the relay's key is of small order
     */
    static Signer boxing(X25519PrivateKey key, X25519PublicKey relayKey) {
        Secret shared = key.agree(relayKey);
        return (corrId, authorized) -> Authenticator
                .of(BoxAuthenticator.create(shared, Nonce.fitted(corrId), authorized));
    }
}
