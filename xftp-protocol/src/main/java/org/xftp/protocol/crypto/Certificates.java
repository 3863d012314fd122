package org.xftp.protocol.crypto;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Time;
import org.xftp.protocol.wire.WireException;

/** The few things that XFTP wants to know of an X.509 certificate with an Ed25519 or Ed448 key. */
public final class Certificates {
    // RFC 8410
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
    private static final ASN1ObjectIdentifier ED448 = new ASN1ObjectIdentifier("1.3.101.113");

    /** How Bouncy Castle writes dates: YYYYMMDDhhmmss and this. */
    private static final String UTC = "GMT+00:00";
    private static final int DATE_DIGITS = 14;

    private Certificates() {}

    /**
     * The certificate's public key.
     *
     * @throws CryptoException when this is no certificate in DER, or its key cannot sign for XFTP
     */
    public static VerifyingKey key(CertificateDer der) {
        return key(parse(der));
    }

    /** Whether {@code now} lies within the certificate's dates, both included. */
    static boolean isValidAt(CertificateDer der, Instant now) {
        Certificate certificate = parse(der);
        return !now.isBefore(instant(certificate.getStartDate())) && !now.isAfter(instant(certificate.getEndDate()));
    }

    /**
     * In UTC and to the second, as RFC 5280 section 4.1.2.5 wants it. Not {@link Time#getDate()}, which takes 0.02 s at
     * first to get calendars and locales ready.
     */
    private static Instant instant(Time time) {
        String text = time.getTime();
        if (text.length() == DATE_DIGITS + UTC.length() && text.endsWith(UTC)) {
            try {
                return LocalDateTime.of(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8),
                        number(text, 8, 10), number(text, 10, 12), number(text, 12, 14)).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException | NumberFormatException e) {
                // Falls through: no such day, or no digits.
            }
        }
        throw new CryptoException("certificate with a date that is none");
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Whether the certificate was signed with the key of {@code issuer}. */
    static boolean isSignedBy(CertificateDer der, CertificateDer issuer) {
        Certificate certificate = parse(der);
        VerifyingKey key = key(parse(issuer));
        ASN1ObjectIdentifier algorithm = switch (key) {
            case Ed25519PublicKey _ -> ED25519;
            case Ed448PublicKey _ -> ED448;
        };
        ASN1BitString signature = certificate.getSignature();
        // The algorithm stands in the certificate twice, signed and unsigned; both must be that of the key.
        return certificate.getSignatureAlgorithm().getAlgorithm().equals(algorithm)
                && certificate.getTBSCertificate().getSignature().getAlgorithm().equals(algorithm)
                && signature.getPadBits() == 0
                && key.verify(encode(certificate.getTBSCertificate().toASN1Primitive()), signature.getOctets());
    }

    private static VerifyingKey key(Certificate certificate) {
        byte[] der = encode(certificate.getSubjectPublicKeyInfo().toASN1Primitive());
        try {
            if (PublicKey.decode(der) instanceof VerifyingKey key) {
                return key;
            }
        } catch (WireException e) {
            // Falls through: RSA, ECDSA and the like.
        }
        throw new CryptoException("certificate with neither an Ed25519 nor an Ed448 key");
    }

    private static Certificate parse(CertificateDer der) {
        byte[] bytes = der.toArray();
        try {
            ASN1Primitive parsed = ASN1Primitive.fromByteArray(bytes);
            // Signatures are checked over the parsed form written again, so only bytes that come out the same count.
            if (parsed != null && Arrays.equals(encode(parsed), bytes)) {
                return Certificate.getInstance(parsed);
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // Falls through: the vendor's message may quote the bytes.
        }
        throw new CryptoException("not an X.509 certificate in DER");
    }

    private static byte[] encode(ASN1Primitive value) {
        try {
            return value.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new CryptoException("not an X.509 certificate in DER");
        }
    }
}
