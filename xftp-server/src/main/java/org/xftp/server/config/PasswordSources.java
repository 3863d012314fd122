package org.xftp.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds passwords: in the ini itself, in a file that it names, or in the environment (docs/RELAY.md, passwords). What is
 * wrong is noted with the ini's other mistakes and never repeats the password.
 */
final class PasswordSources {
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";
    private static final String CREDENTIALS_PREFIX = "${" + CREDENTIALS + "}/";
    /** Where systemd puts them, for who writes down the whole path. */
    private static final Path CREDENTIALS_PLACE = Path.of("/run/credentials");
    private static final int LONGEST_FILE = 4096;

    private final IniValues ini;
    private final Path directory;
    private final Map<String, String> environment;
    private final Set<Secret> wanted;

    /**
     * @param directory against which relative paths of files are resolved
     * @param wanted the only ones that are looked for
     */
    PasswordSources(IniValues ini, Path directory, Map<String, String> environment, Set<Secret> wanted) {
        this.ini = ini;
        this.directory = directory;
        this.environment = environment;
        this.wanted = Set.copyOf(wanted);
    }

    /** Those whose files nobody has but the relay's service of systemd, which this process is not. */
    static Set<Secret> ofServiceOnly(IniValues ini, Map<String, String> environment) {
        var found = EnumSet.noneOf(Secret.class);
        if (!environment.containsKey(CREDENTIALS)) {
            for (Secret secret : Secret.values()) {
                if (ini.text(secret.file()).filter(PasswordSources::isCredential).isPresent()) {
                    found.add(secret);
                }
            }
        }
        return found;
    }

    private static boolean isCredential(String text) {
        try {
            var file = Path.of(text);
            return text.startsWith(CREDENTIALS_PREFIX) || (file.startsWith(CREDENTIALS_PLACE) && !Files.exists(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    boolean wants(Secret secret) {
        return wanted.contains(secret);
    }

    /** Empty when it is not wanted, no place has it, or it is not as {@code expected}, which is noted. */
    <T> Optional<T> read(Secret kind, String expected, IniValues.Reader<T> reader) {
        if (!wants(kind)) {
            return Optional.empty();
        }
        checkOnce(kind);
        var inFile = ini.text(kind.file()).flatMap(text -> contents(kind.file(), text));
        if (inFile.isPresent()) {
            var value = reader.read(inFile.get());
            if (value.isEmpty()) {
                ini.wrong(kind.file(), "names a file that must hold " + expected);
            }
            return value;
        }
        var given = Optional.ofNullable(environment.get(kind.variable()));
        if (given.isPresent()) {
            var value = reader.read(given.get());
            if (value.isEmpty()) {
                ini.note("the environment variable " + kind.variable() + " must be " + expected);
            }
            return value;
        }
        return ini.secret(kind.value(), expected, reader);
    }

    private void checkOnce(Secret kind) {
        if (ini.isGiven(kind.file()) && ini.isGiven(kind.value())) {
            ini.wrong(kind.file(), "and " + kind.value().key() + " are both given: keep one");
        }
        if (environment.containsKey(kind.variable())) {
            for (IniKey key : new IniKey[]{kind.value(), kind.file()}) {
                if (ini.isGiven(key)) {
                    ini.wrong(key, "and the environment variable " + kind.variable() + " are both given: keep one");
                }
            }
        }
    }

    private Optional<String> contents(IniKey key, String text) {
        var file = path(key, text);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (isReadableByAll(file.get())) {
                ini.wrong(key, "names a file that everybody can read: take that away with chmod o=");
            }
            if (Files.size(file.get()) > LONGEST_FILE) {
                ini.wrong(key, "names a file that is too long for a password");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file.get(), StandardCharsets.UTF_8).replaceFirst("\r?\n$", ""));
        } catch (IOException e) {
            ini.wrong(key, "names a file that " + (Files.exists(file.get()) ? "cannot be read" : "is not there"));
            return Optional.empty();
        }
    }

    /** systemd passes credentials in a directory whose name only the environment tells. */
    private Optional<Path> path(IniKey key, String text) {
        var base = directory;
        var rest = text;
        if (text.startsWith(CREDENTIALS_PREFIX)) {
            if (!environment.containsKey(CREDENTIALS)) {
                ini.wrong(key, "names " + CREDENTIALS_PREFIX + ", which only services of systemd with LoadCredential="
                        + " have");
                return Optional.empty();
            }
            base = Path.of(environment.get(CREDENTIALS));
            rest = text.substring(CREDENTIALS_PREFIX.length());
        }
        try {
            return Optional.of(base.resolve(rest));
        } catch (InvalidPathException e) {
            ini.wrong(key, "is not a path");
            return Optional.empty();
        }
    }

    private static boolean isReadableByAll(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }
}
