package org.xftp.protocol.handshake;

import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.VerifyingKey;
import org.xftp.protocol.wire.ByteString;
import org.xftp.protocol.wire.ByteWriter;

/**
 * By what a browser, which sees the web certificate, knows the relay: a signature by the key of the
 * XFTP leaf over challenge and session id (docs/PROTOCOL.md section 2.2). 0..255 bytes; empty where
 * there was no challenge.
 */
public final class WebIdentityProof extends ByteString {
    /** For native clients. */
    public static final WebIdentityProof EMPTY = new WebIdentityProof(new byte[0]);

    private WebIdentityProof(byte[] bytes) {
        super(bytes);
        if (bytes.length > 255) {
            throw new IllegalArgumentException("a proof is at most 255 bytes");
        }
    }

    /** Copies 0..255 bytes; more are an {@link IllegalArgumentException}. */
    public static WebIdentityProof of(byte[] bytes) {
        return new WebIdentityProof(bytes);
    }

    /** Answers the challenge with the key of the XFTP leaf: 64 bytes (Ed25519) or 114 (Ed448). */
    public static WebIdentityProof sign(SigningKey leaf, Challenge challenge, SessionId sessionId) {
        return new WebIdentityProof(leaf.sign(message(challenge, sessionId)));
    }

    /** Whether the owner of this key answered this challenge on this connection. */
    public boolean verify(VerifyingKey leaf, Challenge challenge, SessionId sessionId) {
        return leaf.verify(message(challenge, sessionId), toArray());
    }

    private static byte[] message(Challenge challenge, SessionId sessionId) {
        return new ByteWriter().bytes(challenge).bytes(sessionId).toArray();
    }
}
