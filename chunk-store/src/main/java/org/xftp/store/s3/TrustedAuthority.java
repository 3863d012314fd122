package org.xftp.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.http.TlsTrustManagersProvider;

/** Trusts the authorities of a PEM file, and no others. */
final class TrustedAuthority implements TlsTrustManagersProvider {
    private final TrustManagerFactory trusted;

    TrustedAuthority(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> authorities = CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem);
            if (authorities.isEmpty()) {
                throw new IOException("the file of s3_ca_file holds no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : authorities) {
                store.setCertificateEntry("authority" + number++, authority);
            }
            trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
        } catch (GeneralSecurityException e) {
            throw new IOException("the file of s3_ca_file holds no certificates in PEM", e);
        }
    }

    @Override
    public TrustManager[] trustManagers() {
        return trusted.getTrustManagers();
    }
}
