package org.xftp.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.handshake.RelayIdentity;

/**
 * The files that a relay's certificates come from, as often as they are wanted.
 *
 * @param configuration directory of the relay's own
 * @param web names those for browsers
 * @param checkEvery how often a running relay looks whether they have changed
 */
public record CertificateFiles(Path configuration, RelayIni.WebIni web, Duration checkEvery) {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(30);
    private static final int MAX_FILE = 1 << 20;

    public CertificateFiles {
        if (!checkEvery.isPositive()) {
            throw new IllegalArgumentException("an interval is positive");
        }
    }

    /** Looked at every 30 seconds. */
    public CertificateFiles(Path configuration, RelayIni.WebIni web) {
        this(configuration, web, CHECK_EVERY);
    }

    /** As {@link IdentityFiles#read}. */
    public RelayIdentity identity(Instant now) throws ConfigException {
        return new IdentityFiles(configuration).read(now);
    }

    /** What browsers can be shown at this time. */
    public WebCertificate webCertificate(Instant now) {
        return WebCredentials.read(web, now);
    }

    /** Changes when the content of any of the files does, whatever their times say; missing files count as such. */
    public Digest state() {
        List<byte[]> contents = new ArrayList<>();
        for (String name : List.of(IdentityFiles.AUTHORITY_CERTIFICATE, IdentityFiles.FINGERPRINT,
                IdentityFiles.LEAF_CERTIFICATE, IdentityFiles.LEAF_KEY)) {
            contents.add(digest(configuration.resolve(name)));
        }
        web.certificate().ifPresent(file -> contents.add(digest(file)));
        web.key().ifPresent(file -> contents.add(digest(file)));
        return Digest.compute(contents.toArray(byte[][]::new));
    }

    private static byte[] digest(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Digest.compute(in.readNBytes(MAX_FILE)).toArray();
        } catch (IOException e) {
            return Digest.compute(e.getClass().getName().getBytes(StandardCharsets.UTF_8)).toArray();
        }
    }

    /** When a certificate ends to be valid. */
    public static Instant expiry(CertificateDer certificate) {
        try {
            return new X509CertificateHolder(certificate.toArray()).getNotAfter().toInstant();
        } catch (IOException e) {
            throw new IllegalArgumentException("not an X.509 certificate", e);
        }
    }
}
