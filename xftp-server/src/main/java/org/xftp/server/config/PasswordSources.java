package org.xftp.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds passwords: in the ini itself, in a file that it names, or in the environment (docs/RELAY.md, passwords). What is
 * wrong is noted with the ini's other mistakes and never repeats the password.
 */
final class PasswordSources {
    /** The places that one password can come from. */
    enum Kind {
        CREATE(IniKey.CREATE_PASSWORD, IniKey.CREATE_PASSWORD_FILE),
        /** Of the control port. */
        ADMIN(IniKey.CONTROL_PORT_ADMIN_PASSWORD, IniKey.CONTROL_PORT_ADMIN_PASSWORD_FILE),
        /** Of the control port. */
        USER(IniKey.CONTROL_PORT_USER_PASSWORD, IniKey.CONTROL_PORT_USER_PASSWORD_FILE),
        /** Of the user that {@code db_connection} names. */
        DATABASE(IniKey.DB_PASSWORD, IniKey.DB_PASSWORD_FILE),
        /** Of the object store. */
        S3_ACCESS(IniKey.S3_ACCESS_KEY, IniKey.S3_ACCESS_KEY_FILE),
        /** Of the object store. */
        S3_SECRET(IniKey.S3_SECRET_KEY, IniKey.S3_SECRET_KEY_FILE);

        private final IniKey value;
        private final IniKey file;
        private final String variable;

        /** The variable has the key's name. */
        Kind(IniKey value, IniKey file) {
            this.value = value;
            this.file = file;
            this.variable = "XFTP_" + value.key().toUpperCase(Locale.ROOT);
        }
    }

    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";
    private static final String CREDENTIALS_PREFIX = "${" + CREDENTIALS + "}/";
    private static final int LONGEST_FILE = 4096;

    private final IniValues ini;
    private final Path directory;
    private final Map<String, String> environment;

    /** @param directory against which relative paths of files are resolved */
    PasswordSources(IniValues ini, Path directory, Map<String, String> environment) {
        this.ini = ini;
        this.directory = directory;
        this.environment = environment;
    }

    /** Empty when no place has it, or it is not as {@code expected}, which is noted. */
    <T> Optional<T> read(Kind kind, String expected, IniValues.Reader<T> reader) {
        checkOnce(kind);
        var inFile = ini.text(kind.file).flatMap(text -> contents(kind.file, text));
        if (inFile.isPresent()) {
            var value = reader.read(inFile.get());
            if (value.isEmpty()) {
                ini.wrong(kind.file, "names a file that must hold " + expected);
            }
            return value;
        }
        var given = Optional.ofNullable(environment.get(kind.variable));
        if (given.isPresent()) {
            var value = reader.read(given.get());
            if (value.isEmpty()) {
                ini.note("the environment variable " + kind.variable + " must be " + expected);
            }
            return value;
        }
        return ini.secret(kind.value, expected, reader);
    }

    private void checkOnce(Kind kind) {
        if (ini.isGiven(kind.file) && ini.isGiven(kind.value)) {
            ini.wrong(kind.file, "and " + kind.value.key() + " are both given: keep one");
        }
        if (environment.containsKey(kind.variable)) {
            for (IniKey key : new IniKey[]{kind.value, kind.file}) {
                if (ini.isGiven(key)) {
                    ini.wrong(key, "and the environment variable " + kind.variable + " are both given: keep one");
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
