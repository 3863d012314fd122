package org.xftp.protocol.crypto;

/**
 * A secret of a {@link Curve} that is used more than once, with what can be computed of it ahead. Used by several
 * threads at once only as long as none closes it. A key that nobody closes is forgotten when the collector finds it.
 */
public interface CurveKey extends AutoCloseable {
    /** As {@link Curve#publicKey}. */
    byte[] publicKey();

    /** As {@link Curve#sign}. */
    byte[] sign(byte[] message);

    /**
     * As {@link Curve#agree}.
     *
     * @throws CryptoException when the result is all zero: the other key is of small order
     */
    byte[] agree(byte[] otherPublicKey);

    /** Forgets the secret. */
    @Override
    void close();
}
