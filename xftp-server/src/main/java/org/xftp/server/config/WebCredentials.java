package org.xftp.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.transport.TlsCredentials;

/** Reads the certificate chain and key for browsers from the files that the WEB section names. */
public final class WebCredentials {
    private static final int MAX_CHAIN = 10;
    private static final int MAX_FILE = 1 << 20;

    private WebCredentials() {}

    /** Looks into both files; what is wrong with them is the result and no exception. */
    public static WebCertificate read(RelayIni.WebIni web, Instant now) {
        if (web.certificate().isEmpty() && web.key().isEmpty()) {
            return new WebCertificate.Absent();
        }
        try {
            if (web.certificate().isEmpty() || web.key().isEmpty()) {
                throw new ConfigException("[WEB] cert and key must both be given, or neither");
            }
            var key = WebKey.parse(text(IniKey.KEY, web.key().get()));
            var chain = chain(certificates(text(IniKey.CERT, web.certificate().get())), key);
            checkLeaf(chain.getFirst(), now);
            return usable(chain, key);
        } catch (ConfigException e) {
            return new WebCertificate.Unusable(e.problems().getFirst());
        }
    }

    private static WebCertificate.Usable usable(List<X509CertificateHolder> chain, WebKey key)
            throws ConfigException {
        var last = chain.getLast();
        var incomplete = chain.size() == 1 && !last.getIssuer().equals(last.getSubject());
        List<CertificateDer> encoded = new ArrayList<>();
        for (var certificate : chain) {
            encoded.add(der(certificate));
        }
        return new WebCertificate.Usable(new TlsCredentials(encoded, key.pkcs8()),
                incomplete
                        ? Optional.of("[WEB] cert holds the certificate without that of its issuer: some browsers will"
                                + " not trust it; name the file with the full chain")
                        : Optional.empty());
    }

    private static void checkLeaf(X509CertificateHolder leaf, Instant now) throws ConfigException {
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            throw new ConfigException("[WEB] cert expired on " + day(leaf.getNotAfter().toInstant()) + ": renew it");
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            throw new ConfigException("[WEB] cert is not valid before " + day(leaf.getNotBefore().toInstant())
                    + ": is the machine's clock right?");
        }
        if (WebKey.isOutdated(leaf.getSignatureAlgorithm())) {
            throw new ConfigException("[WEB] cert is signed with a digest that browsers no longer accept: renew it");
        }
    }

    static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The key's own certificate, and each one's issuer behind it, in whatever order the file has them. */
    private static List<X509CertificateHolder> chain(List<X509CertificateHolder> certificates, WebKey key)
            throws ConfigException {
        var rest = new ArrayList<>(certificates);
        var leaf = rest.stream().filter(one -> key.belongsTo(one.getSubjectPublicKeyInfo())).findFirst().orElseThrow(
                () -> new ConfigException("[WEB] key is not the key of the certificate in cert"));
        List<X509CertificateHolder> chain = new ArrayList<>();
        Optional<X509CertificateHolder> next = Optional.of(leaf);
        while (next.isPresent() && chain.size() < MAX_CHAIN) {
            var last = next.get();
            chain.add(last);
            rest.remove(last);
            next = rest.stream().filter(one -> one.getSubject().equals(last.getIssuer())).findFirst();
        }
        return chain;
    }

    private static List<X509CertificateHolder> certificates(String text) throws ConfigException {
        List<X509CertificateHolder> found = new ArrayList<>();
        for (byte[] der : Pem.decodeAll(Pem.CERTIFICATE, text)) {
            try {
                found.add(new X509CertificateHolder(der));
            } catch (IOException e) {
                throw new ConfigException("[WEB] cert holds something that is not an X.509 certificate", e);
            }
        }
        if (found.isEmpty()) {
            throw new ConfigException("[WEB] cert names a file without a PEM certificate");
        }
        return found;
    }

    private static CertificateDer der(X509CertificateHolder certificate) throws ConfigException {
        try {
            return CertificateDer.of(certificate.getEncoded());
        } catch (IOException e) {
            throw new ConfigException("[WEB] cert cannot be encoded", e);
        }
    }

    private static String text(IniKey key, Path file) throws ConfigException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw new ConfigException(key.place() + " names a file that is too large");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new ConfigException(key.place() + " names a file that does not exist", e);
        } catch (IOException e) {
            throw new ConfigException(key.place() + " names a file that cannot be read: check its permissions", e);
        }
    }
}
