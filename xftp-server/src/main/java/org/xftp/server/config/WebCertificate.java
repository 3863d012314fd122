package org.xftp.server.config;

import java.time.Instant;
import java.util.Optional;
import org.xftp.transport.TlsCredentials;

/** What the files of {@code [WEB] cert} and {@code key} are good for. */
public sealed interface WebCertificate {
    /** The ini names none: browsers are not served. */
    record Absent() implements WebCertificate {}

    /**
     * Browsers can be served with it.
     *
     * @param notAfter when the leaf expires
     * @param remark what the operator should know all the same, in one line
     */
    record Usable(TlsCredentials credentials, Instant notAfter, Optional<String> remark) implements WebCertificate {}

    /**
     * Browsers cannot be served.
     *
     * @param reason one line that names section and key
     */
    record Unusable(String reason) implements WebCertificate {}

    /** What to serve browsers with; empty unless usable. */
    default Optional<TlsCredentials> usable() {
        return switch (this) {
            case Usable(var credentials, var _, var _) -> Optional.of(credentials);
            case Absent(),Unusable(var _) -> Optional.empty();
        };
    }
}
