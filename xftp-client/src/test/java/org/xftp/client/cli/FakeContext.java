package org.xftp.client.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Surroundings of a test's own: a directory, variables, what was typed, and everything printed. */
final class FakeContext {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;
    private String input = "";
    private @Nullable InputStream stream;
    private Terminals terminals = Terminals.NONE;
    private InstantSource clock = InstantSource.system();

    FakeContext(Path directory) {
        this.directory = directory;
    }

    FakeContext variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    FakeContext typing(String text) {
        input = text;
        return this;
    }

    /** What is read instead of what is typed. */
    FakeContext input(InputStream in) {
        stream = in;
        return this;
    }

    FakeContext onTerminal() {
        return onTerminal(new Terminals(true, true, true));
    }

    FakeContext onTerminal(Terminals streams) {
        terminals = streams;
        return this;
    }

    FakeContext clock(InstantSource source) {
        clock = source;
        return this;
    }

    CliContext context() {
        return new CliContext(
                stream != null ? stream : new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), stream(out),
                stream(err), terminals, Map.copyOf(environment), directory, directory.resolve("home"), clock,
                new SecureRandom());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Runs one command line; what was printed before is forgotten. */
    int run(String... args) {
        out.reset();
        err.reset();
        return Xftp.run(context(), args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
