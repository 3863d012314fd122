package org.xftp.protocol.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Certificates for tests, without any extension. */
public final class TestCertificates {
    /** When all but deliberately expired ones are valid. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private TestCertificates() {}

    /** Valid an hour before and after {@link #NOW}. */
    public static CertificateDer certificate(PublicKey subject, SigningKey issuer) {
        return certificate(subject, issuer, NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(1)));
    }

    public static CertificateDer certificate(PublicKey subject, SigningKey issuer, Instant from, Instant to) {
        AlgorithmIdentifier algorithm = algorithm(issuer);
        return sign(tbs(subject, algorithm, from, to), algorithm, issuer);
    }

    static AlgorithmIdentifier algorithm(SigningKey key) {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(switch (key) {
            case Ed25519PrivateKey _ -> "1.3.101.112";
            case Ed448PrivateKey _ -> "1.3.101.113";
        }));
    }

    static TBSCertificate tbs(PublicKey subject, AlgorithmIdentifier algorithm, Instant from, Instant to) {
        return tbs(subject, algorithm, new Time(Date.from(from)), new Time(Date.from(to)));
    }

    static TBSCertificate tbs(PublicKey subject, AlgorithmIdentifier algorithm, Time from, Time to) {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(1));
        generator.setSignature(algorithm);
        generator.setIssuer(new X500Name("CN=issuer"));
        generator.setSubject(new X500Name("CN=subject"));
        generator.setStartDate(from);
        generator.setEndDate(to);
        generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(subject.der()));
        return generator.generateTBSCertificate();
    }

    static CertificateDer sign(TBSCertificate tbs, AlgorithmIdentifier algorithm, SigningKey issuer) {
        try {
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(tbs);
            parts.add(algorithm);
            parts.add(new DERBitString(issuer.sign(tbs.getEncoded("DER"))));
            return CertificateDer.of(new DERSequence(parts).getEncoded("DER"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
