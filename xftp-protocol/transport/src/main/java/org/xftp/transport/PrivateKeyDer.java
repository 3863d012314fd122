package org.xftp.transport;

import org.xftp.protocol.wire.ByteString;

/** A private key as PKCS#8 DER: Ed448, Ed25519, RSA or ECDSA. Its text form does not show it. */
public final class PrivateKeyDer extends ByteString {
    private PrivateKeyDer(byte[] bytes) {
        super(bytes);
    }

    public static PrivateKeyDer of(byte[] pkcs8) {
        return new PrivateKeyDer(pkcs8);
    }
}
