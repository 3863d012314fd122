package org.xftp.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.xftp.transport.PrivateKeyDer;

/**
 * The private key of a certificate for browsers: RSA of at least 2048 bits, or ECDSA on P-256, P-384 or P-521. Errors
 * have no cause: a parser's complaint could quote the key.
 */
final class WebKey {
    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<Integer> CURVE_BITS = Set.of(256, 384, 521);
    private static final Set<ASN1ObjectIdentifier> OUTDATED = Set.of(PKCSObjectIdentifiers.md5WithRSAEncryption,
            PKCSObjectIdentifiers.sha1WithRSAEncryption, OIWObjectIdentifiers.sha1WithRSA,
            X9ObjectIdentifiers.ecdsa_with_SHA1);

    private final PrivateKeyDer pkcs8;
    private final AsymmetricKeyParameter key;

    private WebKey(PrivateKeyDer pkcs8, AsymmetricKeyParameter key) {
        this.pkcs8 = pkcs8;
        this.key = key;
    }

    /** Takes PKCS#8 as well as the older {@code RSA PRIVATE KEY} and {@code EC PRIVATE KEY}, which ACME tools write. */
    static WebKey parse(String text) throws ConfigException {
        try {
            byte[] pkcs8 = keyInfo(text).getEncoded();
            var key = PrivateKeyFactory.createKey(pkcs8);
            checkStrength(key);
            return new WebKey(PrivateKeyDer.of(pkcs8), key);
        } catch (IOException | RuntimeException e) {
            throw new ConfigException("[WEB] key holds a PEM private key that is damaged or of an unknown kind");
        }
    }

    private static PrivateKeyInfo keyInfo(String text) throws IOException, ConfigException {
        var parser = new PEMParser(new StringReader(text));
        for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
            switch (block) {
                case PrivateKeyInfo info -> {
                    return info;
                }
                case PEMKeyPair pair -> {
                    return pair.getPrivateKeyInfo();
                }
                case PEMEncryptedKeyPair _,PKCS8EncryptedPrivateKeyInfo _ -> throw new ConfigException(
                        "[WEB] key is encrypted: write it without a password, readable by the relay's user only");
                default -> {
                    // Certificates and curve parameters may stand in the same file.
                }
            }
        }
        throw new ConfigException("[WEB] key names a file without a PEM private key");
    }

    private static void checkStrength(AsymmetricKeyParameter key) throws ConfigException {
        switch (key) {
            case RSAPrivateCrtKeyParameters rsa when rsa.getModulus().bitLength() < LEAST_RSA_BITS ->
                throw new ConfigException("[WEB] key is weak: browsers want RSA keys of 2048 bits or more");
            case RSAPrivateCrtKeyParameters _ -> {
                // Strong enough.
            }
            case ECPrivateKeyParameters ec when CURVE_BITS
                    .contains(ec.getParameters().getCurve().getFieldSize()) -> {
                // The curves that browsers know.
            }
            default -> throw new ConfigException(
                    "[WEB] key is of a kind that browsers do not take: RSA, or ECDSA on P-256, P-384 or P-521");
        }
    }

    /** Whether browsers refuse certificates that are signed so. */
    static boolean isOutdated(org.bouncycastle.asn1.x509.AlgorithmIdentifier signature) {
        return OUTDATED.contains(signature.getAlgorithm());
    }

    /** Whether this is the private key of a certificate's public one. */
    boolean belongsTo(SubjectPublicKeyInfo certified) {
        try {
            var other = PublicKeyFactory.createKey(certified);
            return switch (key) {
                case RSAKeyParameters rsa -> other instanceof RSAKeyParameters theirs
                        && rsa.getModulus().equals(theirs.getModulus());
                case ECPrivateKeyParameters ec -> other instanceof ECPublicKeyParameters theirs
                        && new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD()).normalize()
                                .equals(theirs.getQ());
                default -> false;
            };
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    PrivateKeyDer pkcs8() {
        return pkcs8;
    }
}
