package org.xftp.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of this checkout as users run them, through the launchers, all on one directory. */
final class Programs {
    private final Path root;
    private final Path directory;
    private final String javaOptions;

    /**
     * Programs that keep everything below one directory.
     *
     * @param root of the checkout
     * @param directory for configuration, bodies, output
     * @param javaOptions for the programs' Java, besides those of the environment
     */
    Programs(Path root, Path directory, String javaOptions) {
        this.root = root;
        this.directory = directory;
        this.javaOptions = javaOptions;
    }

    /** Has the launchers build what they must, so that no measurement includes it. */
    void build() throws IOException, InterruptedException {
        run(builder("xftp-server.sh", List.of("--version")));
        run(builder("xftp", List.of("--version")));
    }

    /** Sets up a relay and starts it; it listens when this returns. */
    RunningRelay startRelay() throws IOException, InterruptedException {
        Path ini = directory.resolve("etc/file-server.ini");
        run(builder("xftp-server.sh", List.of("init", "-p", directory.resolve("srv").toString(), "-q", "1000gb")));
        Files.writeString(ini, Files.readString(ini).replaceFirst("(?m)^port = .*$", "port = 0"));
        Process process = builder("xftp-server.sh", List.of("start")).start();
        return new RunningRelay(process, readUntilListening(process.inputReader(StandardCharsets.UTF_8)));
    }

    /** Makes a certificate and key that programs of any kind know, {@code server.crt} and {@code server.key}. */
    Path ed25519Certificate() throws IOException, InterruptedException {
        Path made = directory.resolve("ed25519");
        ProcessBuilder init = builder("xftp-server.sh", List.of("init", "-a", "ED25519", "-q", "1gb", "-p",
                made.resolve("unused").toString()));
        init.environment().put("XFTP_SERVER_CFG_PATH", made.toString());
        init.environment().put("XFTP_SERVER_LOG_PATH", made.resolve("var").toString());
        run(init);
        return made;
    }

    private static String readUntilListening(BufferedReader output) throws IOException {
        String fingerprint = "";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("Fingerprint: ")) {
                fingerprint = line.substring("Fingerprint: ".length());
            } else if (line.startsWith("Listening on port ")) {
                return "xftp://" + fingerprint + "@127.0.0.1:" + line.replaceAll("[^0-9]", "");
            }
        }
        throw new IOException("the relay did not start");
    }

    /** Runs the client to its end. */
    Measured client(List<String> arguments) throws IOException, InterruptedException {
        return client(List.of(), arguments);
    }

    /** The same, under another program, which gets it as its last arguments. */
    Measured client(List<String> under, List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = builder("xftp", arguments);
        builder.command().addAll(0, under);
        return run(builder);
    }

    private Measured run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        long start = System.nanoTime();
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        Measured measured = ProcessMeter.untilEnd(process, start);
        if (process.exitValue() != 0) {
            throw new IOException(builder.command().get(0) + " " + builder.command().get(1) + " failed: "
                    + Files.readString(output).strip());
        }
        return measured;
    }

    private ProcessBuilder builder(String launcher, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(root.resolve(launcher).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("XFTP_PROGRAM"); // ./bench went through the launcher itself.
        builder.environment().merge("XFTP_JAVA_OPTS", javaOptions, (theirs, ours) -> theirs + " " + ours);
        builder.environment().put("XFTP_SERVER_CFG_PATH", directory.resolve("etc").toString());
        builder.environment().put("XFTP_SERVER_LOG_PATH", directory.resolve("var").toString());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        return builder;
    }
}
