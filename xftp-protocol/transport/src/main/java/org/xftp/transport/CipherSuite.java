package org.xftp.transport;

import java.util.Arrays;
import java.util.Optional;

/** TLS cipher suites by their IANA names. */
public enum CipherSuite {
    TLS_AES_128_GCM_SHA256(0x1301),
    TLS_AES_256_GCM_SHA384(0x1302),
    TLS_CHACHA20_POLY1305_SHA256(0x1303),
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(0xC02B),
    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(0xC02C),
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(0xC02F),
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(0xC030),
    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256(0xCCA8),
    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256(0xCCA9),
    /** Offered by old clients; no relay takes it. */
    TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256(0xC027);

    private final int code;

    CipherSuite(int code) {
        this.code = code;
    }

    /** IANA number. */
    public int code() {
        return code;
    }

    /** The suite with this IANA number, when it is one of these. */
    public static Optional<CipherSuite> ofCode(int code) {
        return Arrays.stream(values()).filter(suite -> suite.code == code).findFirst();
    }
}
