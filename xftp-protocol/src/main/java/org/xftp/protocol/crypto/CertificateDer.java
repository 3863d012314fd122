package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.ByteString;

/** One X.509 certificate as its DER bytes, not looked into. */
public final class CertificateDer extends ByteString {
    private CertificateDer(byte[] bytes) {
        super(bytes);
    }

    public static CertificateDer of(byte[] der) {
        return new CertificateDer(der);
    }
}
