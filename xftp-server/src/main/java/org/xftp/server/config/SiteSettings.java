package org.xftp.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the relay shows to people with a browser.
 *
 * @param hosts names of the relay, for its address; may be empty
 * @param staticPath files that are served before the relay's own page
 * @param httpPort serves the pages without TLS; empty: not
 * @param httpsPort serves the pages under the certificate for browsers; empty: not
 */
public record SiteSettings(List<String> hosts, RelayInformation information, Optional<Path> staticPath,
        Optional<Integer> httpPort, Optional<Integer> httpsPort) {
    /** Nothing but the relay's own page, on the relay's port. */
    public static final SiteSettings PLAIN = new SiteSettings(List.of(), RelayInformation.NONE, Optional.empty(),
            Optional.empty(), Optional.empty());

    public SiteSettings {
        hosts = List.copyOf(hosts);
    }

    static SiteSettings of(RelayIni ini) {
        return new SiteSettings(ini.hosts(), ini.information(), ini.web().staticPath(), ini.web().http(),
                ini.web().https());
    }
}
