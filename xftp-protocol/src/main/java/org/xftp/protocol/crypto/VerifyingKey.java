package org.xftp.protocol.crypto;

/** A public key that checks signatures. */
public sealed interface VerifyingKey extends PublicKey permits Ed25519PublicKey, Ed448PublicKey {
    /** False for a wrong signature, one of another length too; never throws. */
    boolean verify(byte[] message, byte[] signature);
}
