package org.xftp.server.check;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.bouncycastle.cert.X509CertificateHolder;
import org.xftp.protocol.crypto.CertificateDer;

/** How long a certificate holds. */
final class Validity {
    private static final int SOON_DAYS = 30;

    private Validity() {}

    /** {@code advice} is what to do about a certificate that ends. */
    static Finding of(String name, CertificateDer certificate, Instant now, String advice) {
        try {
            var holder = new X509CertificateHolder(certificate.toArray());
            return of(name, holder.getNotBefore().toInstant(), holder.getNotAfter().toInstant(), now, advice);
        } catch (IOException e) {
            return Finding.error(name + " is not an X.509 certificate: " + advice);
        }
    }

    private static Finding of(String name, Instant from, Instant until, Instant now, String advice) {
        if (now.isBefore(from)) {
            return Finding.error(name + " is valid from " + day(from) + " on only: look at the machine's clock, or "
                    + advice);
        }
        if (!now.isBefore(until)) {
            return Finding.error(name + " has expired on " + day(until) + ": " + advice);
        }
        long days = Duration.between(now, until).toDays();
        var text = name + " is valid until " + day(until) + ", for " + days + " days";
        return days < SOON_DAYS ? Finding.warn(text + ": " + advice) : Finding.ok(text);
    }

    private static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
