package org.xftp.protocol.crypto;

/**
 * The primitives below {@link SecretBox}, all of them stateless but the running tag. All
 * implementations give the same bytes.
 */
interface BoxEngine {
    /** For diagnostics. */
    String name();

    /**
     * HSalsa20.
     *
     * @param key 32 bytes
     * @param input 16 bytes
     * @return 32 bytes
     */
    byte[] hsalsa20(byte[] key, byte[] input);

    /**
     * Xors Salsa20/20 keystream into the data, in place.
     *
     * @param key 32 bytes
     * @param nonce 8 bytes
     * @param block number of the 64-byte keystream block to begin with
     */
    void salsa20(byte[] key, byte[] nonce, long block, byte[] data, int offset, int length);

    /** Begins a Poly1305 tag under a one-time key of 32 bytes. */
    Poly1305State poly1305(byte[] key);

    /** A running Poly1305 tag. */
    interface Poly1305State extends AutoCloseable {
        void update(byte[] data, int offset, int length);

        /** Ends it; 16 bytes. */
        byte[] tag();

        /** Wipes the state. */
        @Override
        void close();
    }
}
