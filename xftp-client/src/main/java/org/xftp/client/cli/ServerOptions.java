package org.xftp.client.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.RelayAddress;
import picocli.CommandLine.Option;

/** Which relays a command is about. */
final class ServerOptions {
    @Option(names = {"-s",
        "--servers"}, paramLabel = "SERVERS", description = "relay addresses, separated by ';'; otherwise from --servers-file, the variable XFTP_SERVERS, the file "
                + "that XFTP_SERVERS_FILE names, or xftp/servers in the configuration directory")
    private @Nullable String servers;

    @Option(names = "--servers-file", paramLabel = "FILE", description = "a file with relay addresses, one a line; # begins a comment")
    private @Nullable String file;

    List<RelayAddress> resolve(CliContext context, Report report) throws CliException {
        return new ServerList(context, report::warn).resolve(servers, file);
    }

    /** As if the addresses had been given with the option, which must not be there, too. */
    List<RelayAddress> resolve(CliContext context, Report report, List<String> addresses) throws CliException {
        if (addresses.isEmpty()) {
            return resolve(context, report);
        }
        if (servers != null || file != null) {
            throw CliException.usage("name relays either as arguments or with -s or --servers-file");
        }
        return new ServerList(context, report::warn).resolve(String.join(";", addresses), null);
    }
}
