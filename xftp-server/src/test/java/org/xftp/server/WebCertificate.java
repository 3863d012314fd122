package org.xftp.server;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.transport.PrivateKeyDer;
import org.xftp.transport.TlsCredentials;

/** A P-256 certificate as browsers want it, though signed by nobody. */
final class WebCertificate {
    private WebCertificate() {}

    static TlsCredentials create(Instant now) throws Exception {
        return create(now, KeyPairGenerator.getInstance("EC"));
    }

    private static TlsCredentials create(Instant now, KeyPairGenerator generator)
            throws GeneralSecurityException, OperatorCreationException, java.io.IOException {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var name = new X500Name("CN=localhost");
        var certificate = new JcaX509v3CertificateBuilder(name, BigInteger.ONE,
                Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(Duration.ofDays(1))), name,
                pair.getPublic()).build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        return new TlsCredentials(List.of(CertificateDer.of(certificate.getEncoded())),
                PrivateKeyDer.of(pair.getPrivate().getEncoded()));
    }
}
