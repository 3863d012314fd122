package org.xftp.client.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
@Command(name = "info", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Tells what descriptions and links say, without asking any relay.")
final class InfoCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "DESCRIPTION|URL", description = "description files, links, or - for standard input")
    private List<String> descriptions = new ArrayList<>();

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
        Optional<Path> taken = links.taken(context, descriptions.size());
        if (taken.isPresent()) {
            throw LinkOptions.taken(taken.get());
        }
        try (Report report = output.report(context)) {
            Several.each(report, descriptions, (description, number) -> tell(report, description, number));
        }
        return ExitCode.OK.status();
    }

    private void tell(Report report, String description, int number) throws CliException, XftpClientException {
        DescriptionInput input = DescriptionInput.read(context, description);
        FileDescription described = input.description();
        List<String> lines = new ArrayList<>();
        if (descriptions.size() > 1) {
            lines.add(Several.name(description, number) + ":");
        }
        Event event = new Event("info").with("description", Several.name(description, number));
        addSizes(event, lines, described);
        Expiry.of(input.file(), context.clock().instant()).add(event, lines);
        addRelays(event, lines, described);
        report.tell(event, lines.toArray(String[]::new));
        if (link || links.qr()) {
            if (described.party() != Party.RECIPIENT) {
                throw CliException.usage("only a recipient's description is for sharing");
            }
            links.tell(context, report, described, number, output);
        }
    }

    private static void addSizes(Event event, List<String> lines, FileDescription described) {
        int replicas = described.chunks().stream().mapToInt(chunk -> chunk.replicas().size()).min().orElse(0);
        event.with("party", described.party().text()).with("encryptedSize", described.size())
                .with("chunks", described.chunks().size()).with("replicas", replicas);
        lines.add("Party: " + described.party().text());
        lines.add("Download size: " + ByteSize.format(described.size()));
        described.redirect().ifPresent(redirect -> {
            event.with("redirectSize", redirect.size());
            lines.add("Leads to the description of a file with a download size of "
                    + ByteSize.format(redirect.size()));
        });
        lines.add("Chunks: " + described.chunks().size() + ", each on "
                + (replicas == 1 ? "one relay" : replicas + " relays"));
    }

    private static void addRelays(Event event, List<String> lines, FileDescription described) {
        lines.add("Relays:");
        List<Event> relays = new ArrayList<>();
        shares(described).forEach((relay, share) -> {
            lines.add("  " + relay + ": " + share.text());
            relays.add(new Event("relay").with("relay", relay.toString()).with("chunks", share.chunks())
                    .with("bytes", share.bytes()));
        });
        event.withAll("relays", relays);
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
