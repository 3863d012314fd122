package org.xftp.client.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Everything of its surroundings that the program uses.
 *
 * @param in where {@code -} reads from and questions are answered
 * @param out results, for people and scripts
 * @param err progress, warnings, errors
 * @param interactive somebody sits in front of it: progress is drawn and questions may be asked
 * @param environment environment variables
 * @param directory what relative paths are relative to
 * @param home the user's home directory
 */
public record CliContext(InputStream in, PrintStream out, PrintStream err, boolean interactive,
        Map<String, String> environment, Path directory, Path home, InstantSource clock, SecureRandom random) {
    /** The surroundings of this process. */
    static CliContext ofProcess() {
        boolean interactive = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new CliContext(System.in, System.out, System.err, interactive, System.getenv(), Path.of(""),
                Path.of(System.getProperty("user.home", ".")), InstantSource.system(),
                new SecureRandom());
    }

    /** Whether results may have colours: on a terminal, unless the user wants none. */
    boolean colours() {
        return interactive && variable("NO_COLOR").isEmpty();
    }

    /** For libraries that print text. */
    PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** The value of a variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where temporary files go. */
    Path temporary() {
        return path(variable("TMPDIR").orElseGet(() -> System.getProperty("java.io.tmpdir", ".")));
    }

    /** A path as the user wrote it, made absolute. */
    public Path path(String text) {
        return directory.resolve(text).toAbsolutePath().normalize();
    }

    /** The same surroundings with another directory. */
    CliContext at(Path place) {
        return new CliContext(in, out, err, interactive, environment, place, home, clock, random);
    }
}
