package org.xftp.store;

/** A public key that authorizes commands on a chunk: DER as the client sent it, 1 to 255 bytes, never looked into. */
public final class AuthKey extends OpaqueBytes {
    /** The longest key that a request can carry. */
    public static final int MAX_LENGTH = 255;

    private AuthKey(byte[] der) {
        super(der, 1, MAX_LENGTH);
    }

    /**
     * A key with a copy of these bytes.
     *
     * @throws IllegalArgumentException unless there are 1 to 255
     */
    public static AuthKey of(byte[] der) {
        return new AuthKey(der);
    }
}
