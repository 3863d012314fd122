package org.xftp.transport;

/** TLS versions in use. */
public enum TlsVersion {
    TLS_1_2, TLS_1_3
}
