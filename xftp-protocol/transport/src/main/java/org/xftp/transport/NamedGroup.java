package org.xftp.transport;

/** Key agreement groups of TLS by their IANA names. */
public enum NamedGroup {
    X25519(0x001D), X448(0x001E), SECP256R1(0x0017), SECP384R1(0x0018), SECP521R1(0x0019), FFDHE2048(0x0100);

    private final int code;

    NamedGroup(int code) {
        this.code = code;
    }

    /** IANA number. */
    public int code() {
        return code;
    }
}
