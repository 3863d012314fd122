package org.xftp.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.RelayAddress;

/**
 * The relays to upload to: from {@code -s} or {@code --servers-file}, else from {@code XFTP_SERVERS}, else from the file
 * that {@code XFTP_SERVERS_FILE} names, else from the file {@code xftp/servers} in the user's configuration directory.
 * None is built in.
 */
final class ServerList {
    private static final String VARIABLE = "XFTP_SERVERS";
    private static final String FILE_VARIABLE = "XFTP_SERVERS_FILE";
    private static final int MAX_FILE_BYTES = 1 << 20;

    private final CliContext context;
    private final Consumer<String> warning;

    /** @param warning takes what the user should know of a list that is used nevertheless */
    ServerList(CliContext context, Consumer<String> warning) {
        this.context = context;
        this.warning = warning;
    }

    /**
     * Never an empty list; a relay named twice is there once.
     *
     * @param option the value of {@code -s}, if given: addresses separated by {@code ;}
     * @param file the value of {@code --servers-file}, if given
     */
    List<RelayAddress> resolve(@Nullable String option, @Nullable String file) throws CliException {
        if (option != null && file != null) {
            throw CliException.usage("name relays either with -s or with --servers-file");
        }
        if (option != null) {
            return parse(option, "-s");
        }
        if (file != null) {
            return read(context.path(file));
        }
        Optional<String> variable = context.variable(VARIABLE);
        if (variable.isPresent()) {
            return parse(variable.get(), VARIABLE);
        }
        Optional<String> named = context.variable(FILE_VARIABLE);
        if (named.isPresent()) {
            return read(context.path(named.get()));
        }
        Path usual = usualFile();
        if (Files.exists(usual)) {
            return read(usual);
        }
        throw CliException.usage("no relay to send to: name one with -s, in the variable " + VARIABLE
                + " (separated by ';') or in the file " + usual + " (one a line)");
    }

    private Path usualFile() {
        return context.variable("XDG_CONFIG_HOME").map(Path::of).filter(Path::isAbsolute)
                .orElse(context.home().resolve(".config")).resolve("xftp").resolve("servers");
    }

    private static List<RelayAddress> parse(String text, String place) throws CliException {
        List<RelayAddress> relays = new ArrayList<>();
        for (String part : Stream.of(text.split("[;\\s]+", -1)).filter(part -> !part.isEmpty()).toList()) {
            relays.add(parseOne(part, "relay " + (relays.size() + 1) + " in " + place));
        }
        return unique(relays, place);
    }

    private List<RelayAddress> read(Path file) throws CliException {
        List<RelayAddress> relays = new ArrayList<>();
        List<String> lines = text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            // No address has this character.
            String address = lines.get(i).replaceFirst("#.*", "").strip();
            if (!address.isEmpty()) {
                relays.add(parseOne(address, file + " line " + (i + 1)));
            }
        }
        if (relays.stream().anyMatch(relay -> relay.password().isPresent()) && isPublic(file)) {
            warning.accept(file + " holds passwords, and everybody on this machine can read it: chmod 600 would help");
        }
        return unique(relays, file.toString());
    }

    private static String text(Path file) throws CliException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw CliException.usage(file + " is too large to be a list of relays");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw CliException.disk("there is no file " + file);
        } catch (IOException e) {
            throw CliException.disk("cannot read " + file);
        }
    }

    private static boolean isPublic(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            // Not to be known here.
            return false;
        }
    }

    /** Without the text in messages: it may hold a password. */
    private static RelayAddress parseOne(String text, String place) throws CliException {
        try {
            return RelayAddress.parse(text);
        } catch (DescriptionException e) {
            throw CliException.usage(place + ": " + e.getMessage());
        }
    }

    private static List<RelayAddress> unique(List<RelayAddress> relays, String place) throws CliException {
        if (relays.isEmpty()) {
            throw CliException.usage("no relay address in " + place);
        }
        return new ArrayList<>(new LinkedHashSet<>(relays));
    }
}
