package org.xftp.client.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.AppLink;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xftp info}. */
@Command(name = "info", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Tells what a description or link says, without asking any relay.")
final class InfoCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(index = "0", paramLabel = "DESCRIPTION|URL", description = "a description file, a link, or - for standard input")
    private String description = "";

    @Option(names = "--link", description = "print the links of a recipient's description, too")
    private boolean link;

    @Option(names = "--web-page", paramLabel = "URL", description = "the page that web links lead to (default: XFTP_WEB_PAGE, else that of the first relay)")
    private @Nullable String webPage;

    InfoCommand(CliContext context) {
        this.context = context;
    }

    /** How much lies on one relay. */
    private record Share(int chunks, long bytes) {
        Share plus(Share other) {
            return new Share(chunks + other.chunks, bytes + other.bytes);
        }
    }

    @Override
    public Integer call() throws CliException {
        FileDescription described = DescriptionInput.read(context, description).description();
        context.out().println("Party: " + described.party().text());
        context.out().println("Download size: " + ByteSize.format(described.size()));
        described.redirect().ifPresent(redirect -> context.out().println(
                "Leads to the description of a file with a download size of " + ByteSize.format(redirect.size())));
        context.out().println("Relays:");
        shares(described).forEach((relay, share) -> context.out().println("  " + relay + ": " + share.chunks()
                + (share.chunks() == 1 ? " chunk, " : " chunks, ") + ByteSize.format(share.bytes())));
        if (link) {
            printLinks(described);
        }
        return ExitCode.OK.status();
    }

    private static Map<RelayAddress, Share> shares(FileDescription description) {
        Map<RelayAddress, Share> shares = new TreeMap<>(RelayAddress.OFFICIAL_ORDER);
        for (Chunk chunk : description.chunks()) {
            for (Replica replica : chunk.replicas()) {
                shares.merge(replica.relay(), new Share(1, chunk.size()), Share::plus);
            }
        }
        return shares;
    }

    private void printLinks(FileDescription described) throws CliException {
        if (described.party() != Party.RECIPIENT) {
            throw CliException.usage("only a recipient's description is for sharing");
        }
        context.out().println(AppLink.to(described).encode());
        context.out().println(Link.web(context, webPage, described));
    }
}
