package org.xftp.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.RelayAddress;

/**
 * The relays to upload to: from {@code -s}, else from {@code XFTP_SERVERS}, else from the file {@code xftp/servers} in
 * the user's configuration directory. None is built in.
 */
final class ServerList {
    private static final String VARIABLE = "XFTP_SERVERS";

    private final CliContext context;

    ServerList(CliContext context) {
        this.context = context;
    }

    /** @param option the value of {@code -s}, if given: addresses separated by {@code ;} */
    List<RelayAddress> resolve(@Nullable String option) throws CliException {
        if (option != null) {
            return parse(split(option), "-s");
        }
        Optional<String> variable = context.variable(VARIABLE);
        if (variable.isPresent()) {
            return parse(split(variable.get()), VARIABLE);
        }
        Path file = file();
        if (Files.exists(file)) {
            return parse(lines(file), file.toString());
        }
        throw CliException.usage("no relay to send to: name one with -s, in the variable " + VARIABLE
                + " (separated by ';') or in the file " + file + " (one a line)");
    }

    private Path file() {
        return context.variable("XDG_CONFIG_HOME").map(Path::of).filter(Path::isAbsolute)
                .orElse(context.home().resolve(".config")).resolve("xftp").resolve("servers");
    }

    private static List<String> split(String text) {
        return Stream.of(text.split("[;\\s]+", -1)).filter(part -> !part.isEmpty()).toList();
    }

    private static List<String> lines(Path file) throws CliException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw CliException.disk("cannot read " + file);
        }
    }

    private static List<RelayAddress> parse(List<String> texts, String place) throws CliException {
        LinkedHashSet<RelayAddress> relays = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                relays.add(RelayAddress.parse(text));
            } catch (DescriptionException e) {
                throw CliException.usage("relay " + (relays.size() + 1) + " in " + place + ": " + e.getMessage());
            }
        }
        if (relays.isEmpty()) {
            throw CliException.usage("no relay address in " + place);
        }
        return new ArrayList<>(relays);
    }
}
