package org.xftp.protocol.command;

import java.util.Optional;
import org.xftp.protocol.crypto.BoxAuthenticator;
import org.xftp.protocol.crypto.CryptoException;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed25519PublicKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.Ed448PublicKey;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.crypto.VerifyingKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.crypto.X25519PublicKey;

/**
 * The proof that came with a request, and what it covers (docs/PROTOCOL.md sections 3 and 3.3).
 */
public final class Authorization {
    // Verified against when there is no key of the right kind; that anyone can sign for them does no harm, the answer
    // is no anyway.
    private static final Ed25519PublicKey DUMMY_ED25519 = Ed25519PrivateKey.of(new byte[32]).publicKey();
    private static final Ed448PublicKey DUMMY_ED448 = Ed448PrivateKey.of(new byte[57]).publicKey();
    private static final X25519PublicKey DUMMY_X25519 = X25519PrivateKey.of(new byte[32]).publicKey();

    private final Authenticator authenticator;
    private final CorrId corrId;
    private final byte[] authorized;

    Authorization(Authenticator authenticator, CorrId corrId, byte[] authorized) {
        this.authenticator = authenticator;
        this.corrId = corrId;
        this.authorized = authorized;
    }

    /** As it came; empty for {@link Ping} only. */
    public Authenticator authenticator() {
        return authenticator;
    }

    /**
     * Whether the request was made by the owner of the registered key. Takes as long for an absent
     * key, or one of another kind than the authenticator, as for a wrong authenticator: the time
     * must not tell whether an id exists.
     *
     * @param registered the key registered for the request's id, or empty when there is no such id
     * @param sessionKey the relay's handshake key; empty in version 1 without handshake, where an
     *        80-byte authenticator never verifies
     */
    public boolean verify(Optional<PublicKey> registered, Optional<X25519PrivateKey> sessionKey) {
        return switch (authenticator.length()) {
            case Authenticator.ED25519_LENGTH -> signature(registered, Ed25519PublicKey.class, DUMMY_ED25519);
            case Authenticator.ED448_LENGTH -> signature(registered, Ed448PublicKey.class, DUMMY_ED448);
            case Authenticator.X25519_LENGTH -> sessionKey.isPresent() && box(registered, sessionKey.get());
            default -> false;
        };
    }

    private <K extends VerifyingKey> boolean signature(Optional<PublicKey> registered, Class<K> kind, K dummy) {
        Optional<K> key = registered.filter(kind::isInstance).map(kind::cast);
        boolean valid = key.orElse(dummy).verify(authorized, authenticator.toArray());
        return valid && key.isPresent();
    }

    private boolean box(Optional<PublicKey> registered, X25519PrivateKey sessionKey) {
        Optional<X25519PublicKey> key = registered.filter(X25519PublicKey.class::isInstance)
                .map(X25519PublicKey.class::cast);
        try {
            boolean valid = BoxAuthenticator.verify(sessionKey.agree(key.orElse(DUMMY_X25519)), Nonce.fitted(corrId),
                    authorized, authenticator.toArray());
            return valid && key.isPresent();
        } catch (CryptoException e) {
            return false;
        }
    }
}
