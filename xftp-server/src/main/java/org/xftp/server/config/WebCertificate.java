package org.xftp.server.config;

import java.util.Optional;
import org.xftp.transport.TlsCredentials;

/** What the files of {@code [WEB] cert} and {@code key} are good for. */
public sealed interface WebCertificate {
    /** The ini names none: browsers are not served. */
    record Absent() implements WebCertificate {}

    /**
     * Browsers can be served with it.
     *
     * @param remark what the operator should know all the same, in one line
     */
    record Usable(TlsCredentials credentials, Optional<String> remark) implements WebCertificate {}

    /**
     * Browsers cannot be served.
     *
     * @param reason one line that names section and key
     */
    record Unusable(String reason) implements WebCertificate {}

    /** What to serve browsers with; empty unless usable. */
    default Optional<TlsCredentials> usable() {
        return switch (this) {
            case Usable(var credentials, var _) -> Optional.of(credentials);
            case Absent(),Unusable(var _) -> Optional.empty();
        };
    }
}
