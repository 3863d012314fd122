package org.xftp.client.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
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
 * @param terminals which of the three streams somebody sits in front of
 * @param environment environment variables
 * @param directory what relative paths are relative to
 * @param home the user's home directory
 */
public record CliContext(InputStream in, PrintStream out, PrintStream err, Terminals terminals,
        Map<String, String> environment, Path directory, Path home, InstantSource clock, SecureRandom random) {
    /** The surroundings of this process. Not System.in: it asks how much there is, which files in /proc do not say. */
    static CliContext ofProcess() {
        return new CliContext(new FileInputStream(FileDescriptor.in), System.out, System.err, Terminals.ofProcess(),
                System.getenv(),
                Path.of(""), home(System.getenv()), InstantSource.system(), new SecureRandom());
    }

    /** {@code HOME} as for all programs; Java itself knows only what the system's list of users says. */
    static Path home(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("HOME")).map(Path::of).filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home", ".")));
    }

    /** Whether results may have colours: on a terminal, unless the user wants none. */
    boolean colours() {
        return terminals.out() && variable("NO_COLOR").isEmpty();
    }

    /** Whether somebody can be asked: who sends results elsewhere may have given the terminal to what reads them. */
    boolean asks() {
        return terminals.all();
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
        return new CliContext(in, out, err, terminals, environment, place, home, clock, random);
    }
}
