package org.xftp.protocol.crypto;

/** Salsa20 of one library, Poly1305 of OpenSSL. */
record JoinedEngine(BoxEngine salsa, OpenSslPoly1305 poly1305) implements BoxEngine {
    @Override
    public String name() {
        return salsa.name() + " and OpenSSL";
    }

    @Override
    public byte[] hsalsa20(byte[] key, byte[] input) {
        return salsa.hsalsa20(key, input);
    }

    @Override
    public void salsa20(byte[] key, byte[] nonce, long block, byte[] data, int offset, int length) {
        salsa.salsa20(key, nonce, block, data, offset, length);
    }

    @Override
    public Poly1305State poly1305(byte[] key) {
        return poly1305.begin(key);
    }
}
