package org.xftp.protocol.crypto;

/** A peer's cryptographic value that must not be used. The message names the rule, never the value. */
public final class CryptoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CryptoException(String reason) {
        super(reason);
    }
}
