package org.xftp.server.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.WebCertificate;
import org.xftp.server.config.WebCredentials;

/** Whether browsers can be served. */
final class WebCheck {
    private WebCheck() {}

    static List<Finding> run(RelayIni.WebIni web, Instant now) {
        List<Finding> findings = new ArrayList<>();
        missing("cert", web.certificate()).ifPresent(findings::add);
        missing("key", web.key()).ifPresent(findings::add);
        if (!findings.isEmpty()) {
            return findings;
        }
        switch (WebCredentials.read(web, now)) {
            case WebCertificate.Usable(var credentials, var remark) -> {
                findings.add(Validity.of("the certificate for browsers", credentials.chain().getFirst(), now,
                        "renew it with its authority"));
                remark.map(Finding::warn).ifPresent(findings::add);
            }
            case WebCertificate.Unusable(var reason) -> findings.add(Finding.error(reason));
            case WebCertificate.Absent() -> {
                // As the operator wants it.
            }
        }
        return findings;
    }

    private static Optional<Finding> missing(String key, Optional<Path> file) {
        return file.filter(path -> !Files.exists(path)).map(path -> Finding.warn("[WEB] " + key + ": " + path
                + " is not there, so browsers are not served"));
    }
}
