package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Flame graphs of relay and client while one file is sent and received, from Linux's {@code perf}. */
final class Profile {
    /** What Java needs so that {@code perf} finds its stacks and names. */
    static final String JAVA_OPTIONS = "-XX:+PreserveFramePointer -XX:+UnlockDiagnosticVMOptions"
            + " -XX:+DumpPerfMapAtExit";
    private static final List<String> PERF = List.of("perf", "record", "-q", "-F", "199", "-g", "-e", "cpu-clock");

    private final Programs programs;
    private final Path directory;
    private final PrintStream out;

    /** The programs are to run with {@link #JAVA_OPTIONS}. */
    Profile(Programs programs, Path directory, PrintStream out) {
        this.programs = programs;
        this.directory = directory;
        this.out = out;
    }

    /** Writes {@code relay.svg} and {@code client.svg}. */
    void run(int mebibytes, Path target) throws IOException, InterruptedException {
        Path relayData = directory.resolve("relay.perf");
        Path clientData = directory.resolve("client.perf");
        try (RunningRelay relay = programs.startRelay()) {
            List<String> command = new ArrayList<>(PERF);
            command.addAll(List.of("-o", relayData.toString(), "-p", Long.toString(relay.pid())));
            Process perf = new ProcessBuilder(command).inheritIO().start();
            try {
                transfer(relay, mebibytes, clientData);
            } finally {
                // As from the keyboard: perf completes its file.
                new ProcessBuilder("kill", "-INT", Long.toString(perf.pid())).start().waitFor();
                perf.waitFor(30, TimeUnit.SECONDS);
            }
        }
        Files.createDirectories(target);
        draw(relayData, "relay: one file of " + mebibytes + " MiB in and out", target.resolve("relay.svg"));
        draw(clientData, "client: one file of " + mebibytes + " MiB sent", target.resolve("client.svg"));
    }

    private void transfer(RunningRelay relay, int mebibytes, Path clientData) throws IOException, InterruptedException {
        Path file = directory.resolve("file");
        FileTransfer.fill(file, (long) mebibytes << 20, 1);
        List<String> perf = new ArrayList<>(PERF);
        perf.addAll(List.of("-o", clientData.toString(), "--"));
        programs.client(perf, List.of("send", file.toString(), directory.resolve("out").toString(), "-s",
                relay.address(), "--no-redirect"));
        programs.client(List.of("recv", directory.resolve("out/file.xftp/rcv1.xftp").toString(),
                Files.createDirectory(directory.resolve("in")).toString()));
    }

    private void draw(Path data, String title, Path target) throws IOException {
        Process script = new ProcessBuilder("perf", "script", "-i", data.toString(), "-F", "comm,ip,sym")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        FlameGraph graph = new FlameGraph();
        try (var lines = script.inputReader(StandardCharsets.UTF_8)) {
            graph.read(lines);
        }
        Files.writeString(target, graph.svg(title));
        out.println("  " + target);
    }
}
