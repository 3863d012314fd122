package org.xftp.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private LinkOptions links = new LinkOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    InfoCommand(CliContext context) {
        this.context = context;
    }

    /** How much lies on one relay. */
    private record Share(int chunks, long bytes) {
        Share plus(Share other) {
            return new Share(chunks + other.chunks, bytes + other.bytes);
        }

        String text() {
            return chunks + (chunks == 1 ? " chunk, " : " chunks, ") + ByteSize.format(bytes);
        }
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        links.check(context);
        FileDescription described = DescriptionInput.read(context, description).description();
        try (Report report = output.report(context)) {
            tell(report, described);
            if (link || links.qr()) {
                if (described.party() != Party.RECIPIENT) {
                    throw CliException.usage("only a recipient's description is for sharing");
                }
                links.tell(context, report, described, 1, output);
            }
        }
        return ExitCode.OK.status();
    }

    private static void tell(Report report, FileDescription described) {
        int replicas = described.chunks().stream().mapToInt(chunk -> chunk.replicas().size()).min().orElse(0);
        Event event = new Event("info").with("party", described.party().text())
                .with("encryptedSize", described.size()).with("chunks", described.chunks().size())
                .with("replicas", replicas);
        List<String> lines = new ArrayList<>(List.of("Party: " + described.party().text(),
                "Download size: " + ByteSize.format(described.size())));
        described.redirect().ifPresent(redirect -> {
            event.with("redirectSize", redirect.size());
            lines.add("Leads to the description of a file with a download size of "
                    + ByteSize.format(redirect.size()));
        });
        lines.add("Chunks: " + described.chunks().size() + ", each on "
                + (replicas == 1 ? "one relay" : replicas + " relays"));
        lines.add("Expires: not said in descriptions; relays usually keep files for 48 hours");
        lines.add("Relays:");
        List<Event> relays = new ArrayList<>();
        shares(described).forEach((relay, share) -> {
            lines.add("  " + relay + ": " + share.text());
            relays.add(new Event("relay").with("relay", relay.toString()).with("chunks", share.chunks())
                    .with("bytes", share.bytes()));
        });
        report.tell(event.withAll("relays", relays), lines.toArray(String[]::new));
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
}
