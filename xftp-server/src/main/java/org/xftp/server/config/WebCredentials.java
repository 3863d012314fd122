package org.xftp.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.transport.PrivateKeyDer;
import org.xftp.transport.TlsCredentials;

/** Reads the certificate chain and key for browsers from the files that the WEB section names. */
public final class WebCredentials {
    private static final System.Logger LOG = System.getLogger(WebCredentials.class.getName());

    private WebCredentials() {}

    /**
     * Empty unless both are named. Files that are missing do not keep the relay from serving native peers: that is
     * logged, and browsers are not served.
     *
     * @throws ConfigException when only one is named, or a file does not hold what it should
     */
    public static Optional<TlsCredentials> read(RelayIni.WebIni web) throws ConfigException {
        if (web.certificate().isPresent() != web.key().isPresent()) {
            throw new ConfigException(RelayIni.FILE + ": [WEB] cert and key must both be given, or neither");
        }
        if (web.certificate().isEmpty() || web.key().isEmpty()) {
            return Optional.empty();
        }
        if (!Files.exists(web.certificate().get()) || !Files.exists(web.key().get())) {
            LOG.log(System.Logger.Level.WARNING,
                    "the files of [WEB] cert and key are not there: browsers are not served");
            return Optional.empty();
        }
        return Optional.of(new TlsCredentials(chain(web.certificate().get()), key(web.key().get())));
    }

    private static List<CertificateDer> chain(Path file) throws ConfigException {
        var chain = Pem.decodeAll(Pem.CERTIFICATE, text(IniKey.CERT, file)).stream().map(CertificateDer::of).toList();
        if (chain.isEmpty()) {
            throw new ConfigException(IniKey.CERT.place() + " names a file without PEM certificates");
        }
        return chain;
    }

    private static PrivateKeyDer key(Path file) throws ConfigException {
        return PrivateKeyDer.of(Pem.decode(Pem.PRIVATE_KEY, text(IniKey.KEY, file)).orElseThrow(
                () -> new ConfigException(IniKey.KEY.place() + " names a file without a PKCS#8 PEM private key")));
    }

    private static String text(IniKey key, Path file) throws ConfigException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ConfigException(key.place() + " names a file that cannot be read", e);
        }
    }
}
