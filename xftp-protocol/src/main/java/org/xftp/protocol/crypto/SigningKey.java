package org.xftp.protocol.crypto;

/** A private key that signs. */
public sealed interface SigningKey extends PrivateKey permits Ed25519PrivateKey, Ed448PrivateKey {
    /** A signature of {@code message}: 64 bytes (Ed25519) or 114 (Ed448), the same each time. */
    byte[] sign(byte[] message);

    @Override
    VerifyingKey publicKey();
}
