package org.xftp.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.X509CertificateHolder;
import org.xftp.protocol.crypto.CertificateChain;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.CryptoException;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.PrivateKey;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.protocol.wire.WireException;

/** The identity's files in the configuration directory, named and formed as official installations have them. */
public final class IdentityFiles {
    public static final String AUTHORITY_KEY = "ca.key";
    public static final String AUTHORITY_CERTIFICATE = "ca.crt";
    public static final String LEAF_KEY = "server.key";
    public static final String LEAF_CERTIFICATE = "server.crt";
    public static final String FINGERPRINT = "fingerprint";
    /** In the order in which {@code init} puts them in place. */
    static final List<String> ALL = List.of(AUTHORITY_KEY, AUTHORITY_CERTIFICATE, LEAF_KEY, LEAF_CERTIFICATE,
            FINGERPRINT);

    private final Path directory;

    public IdentityFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads what a running relay needs; {@code ca.key} is not looked at.
     *
     * @throws ConfigException if a file is missing or malformed, if {@code fingerprint} does not match {@code ca.crt},
     *         if {@code server.crt} is not signed by it or not valid at {@code now}, or if the key is another one's
     */
    public RelayIdentity read(Instant now) throws ConfigException {
        var authority = certificate(AUTHORITY_CERTIFICATE);
        checkFingerprint(KeyHash.ofIdentity(authority));
        var leaf = certificate(LEAF_CERTIFICATE);
        var leafKey = key(LEAF_KEY);
        try {
            var certified = CertificateChain.check(List.of(leaf, authority), KeyHash.ofIdentity(authority), now);
            if (!certified.equals(leafKey.publicKey())) {
                throw new ConfigException(
                        LEAF_KEY + " is not the key of " + LEAF_CERTIFICATE + ": put the right one back or run cert");
            }
        } catch (CryptoException e) {
            throw new ConfigException(LEAF_CERTIFICATE + " is not a certificate by " + AUTHORITY_CERTIFICATE
                    + " that is valid now: run cert (" + e.getMessage() + ")", e);
        }
        return new RelayIdentity(leaf, authority, leafKey);
    }

    /** What the relay's address names it by. */
    public KeyHash keyHash() throws ConfigException {
        var keyHash = KeyHash.ofIdentity(certificate(AUTHORITY_CERTIFICATE));
        checkFingerprint(keyHash);
        return keyHash;
    }

    /** Replaces {@code server.key} and {@code server.crt}; needs {@code ca.key}; the address stays the same. */
    public void renewLeaf(Instant now, SecureRandom random) throws ConfigException, IOException {
        if (!Files.exists(directory.resolve(AUTHORITY_KEY))) {
            throw new ConfigException(AUTHORITY_KEY + " is not in " + directory + ": bring it back for this command");
        }
        var authority = certificate(AUTHORITY_CERTIFICATE);
        var issued = IssuedIdentity.renew(authority, key(AUTHORITY_KEY), commonName(certificate(LEAF_CERTIFICATE)), now,
                random);
        checkAuthority(issued, now);
        var files = new FileSet(directory);
        addLeaf(files, issued.identity());
        files.write();
    }

    static void add(FileSet files, IssuedIdentity issued) {
        var identity = issued.identity();
        files.addSecret(AUTHORITY_KEY, Pem.encode(Pem.PRIVATE_KEY, issued.authorityKey().pkcs8()));
        files.add(AUTHORITY_CERTIFICATE, Pem.encode(Pem.CERTIFICATE, identity.identity().toArray()));
        addLeaf(files, identity);
        files.add(FINGERPRINT, identity.keyHash().base64Url() + "\n");
    }

    private static void addLeaf(FileSet files, RelayIdentity identity) {
        files.addSecret(LEAF_KEY, Pem.encode(Pem.PRIVATE_KEY, identity.leafKey().pkcs8()));
        files.add(LEAF_CERTIFICATE, Pem.encode(Pem.CERTIFICATE, identity.leaf().toArray()));
    }

    private static void checkAuthority(IssuedIdentity issued, Instant now) throws ConfigException {
        try {
            var identity = issued.identity();
            CertificateChain.check(List.of(identity.leaf(), identity.identity()), identity.keyHash(), now);
        } catch (CryptoException e) {
            throw new ConfigException(AUTHORITY_KEY + " is not the key of " + AUTHORITY_CERTIFICATE, e);
        }
    }

    private void checkFingerprint(KeyHash actual) throws ConfigException {
        if (!text(FINGERPRINT).strip().equals(actual.base64Url())) {
            throw new ConfigException(FINGERPRINT + " does not match " + AUTHORITY_CERTIFICATE
                    + ": the relay would have another address; restore the files that belong together");
        }
    }

    private static String commonName(CertificateDer certificate) throws ConfigException {
        try {
            var names = new X509CertificateHolder(certificate.toArray()).getSubject().getRDNs(BCStyle.CN);
            if (names.length == 1) {
                return IETFUtils.valueToString(names[0].getFirst().getValue());
            }
        } catch (IOException e) {
            throw new ConfigException(LEAF_CERTIFICATE + " is not an X.509 certificate", e);
        }
        throw new ConfigException(LEAF_CERTIFICATE + " has no common name");
    }

    private CertificateDer certificate(String name) throws ConfigException {
        return CertificateDer.of(Pem.decode(Pem.CERTIFICATE, text(name))
                .orElseThrow(() -> new ConfigException(name + " holds no PEM certificate")));
    }

    private SigningKey key(String name) throws ConfigException {
        byte[] der = Pem.decode(Pem.PRIVATE_KEY, text(name))
                .orElseThrow(() -> new ConfigException(name + " holds no PEM private key"));
        try {
            if (PrivateKey.decode(der) instanceof SigningKey key) {
                return key;
            }
        } catch (WireException e) {
            throw new ConfigException(name + " is neither an Ed448 nor an Ed25519 key", e);
        }
        throw new ConfigException(name + " is not a key that signs");
    }

    private String text(String name) throws ConfigException {
        try {
            return Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new ConfigException(name + " is not in " + directory + ": run init first", e);
        } catch (IOException e) {
            throw new ConfigException(name + " in " + directory + " cannot be read", e);
        }
    }
}
