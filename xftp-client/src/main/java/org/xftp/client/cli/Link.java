package org.xftp.client.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.WebLink;

/** The web links under which a description is shown to people. */
final class Link {
    private static final String PAGE_VARIABLE = "XFTP_WEB_PAGE";

    private Link() {}

    /**
     * For browsers; it leads to the page named by the option or the environment, else to that of the first chunk's
     * relay, its port kept.
     */
    static String web(CliContext context, @Nullable String page, FileDescription description) throws CliException {
        Optional<String> chosen = Optional.ofNullable(page).or(() -> context.variable(PAGE_VARIABLE));
        try {
            return new WebLink(chosen.orElseGet(() -> officialPage(description)), description).encode();
        } catch (IllegalArgumentException e) {
            throw CliException.usage("the web page's address must begin with https:// and have no '#'");
        }
    }

    private static String officialPage(FileDescription description) {
        RelayAddress relay = description.chunks().getFirst().replicas().getFirst().relay();
        return WebLink.page(relay.hosts().getFirst(), relay.port(), WebLink.OFFICIAL_PATH);
    }
}
