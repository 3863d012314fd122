package org.xftp.transport;

/** Signature schemes of TLS by their IANA names. */
public enum SignatureScheme {
    ED25519(0x0807), ED448(0x0808), ECDSA_SECP256R1_SHA256(0x0403), ECDSA_SECP384R1_SHA384(
            0x0503),
    ECDSA_SECP521R1_SHA512(0x0603), RSA_PSS_RSAE_SHA256(
            0x0804),
    RSA_PSS_RSAE_SHA384(0x0805), RSA_PSS_RSAE_SHA512(0x0806);

    private final int code;

    SignatureScheme(int code) {
        this.code = code;
    }

    /** IANA number. */
    public int code() {
        return code;
    }
}
