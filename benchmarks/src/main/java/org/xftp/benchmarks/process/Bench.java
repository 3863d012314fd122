package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.openjdk.jmh.Main;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./bench}: measures relay and client of this checkout as whole processes (docs/PERFORMANCE.md). */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures relay and client of this checkout on loopback, beside the floor that the protocol sets.")
public final class Bench implements Callable<Integer> {
    private final PrintStream out;
    private final Path root;

    @Option(names = "--size", defaultValue = "1024", paramLabel = "MIB", description = "size of the one large file (${DEFAULT-VALUE})")
    private int mebibytes;

    @Option(names = "--chunks", defaultValue = "4000", paramLabel = "COUNT", description = "64 KiB chunks that many clients store and fetch (${DEFAULT-VALUE})")
    private int chunks;

    @Option(names = "--connections", defaultValue = "64", paramLabel = "COUNT", description = "how many clients there are (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--directory", paramLabel = "DIR", description = "where files and bodies lie meanwhile; on the disk to be measured (temporary directory)")
    private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

    Bench(PrintStream out, Path root) {
        this.out = out;
        this.root = root;
    }

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench(System.out, Path.of(System.getProperty("xftp.root", "."))));
        line.addSubcommand(new Micro());
        line.setExecutionExceptionHandler((failure, _, _) -> {
            System.err.println("bench: " + failure.getMessage());
            return 1;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory(parent, "xftp-bench-");
        try (Floor floor = new Floor(directory)) {
            Programs programs = new Programs(root.toAbsolutePath(), directory);
            programs.build();
            floor.measure();
            floor.print(out);
            try (RunningRelay relay = programs.startRelay()) {
                out.println("one file of " + mebibytes + " MiB, both ends on this machine, TLS and fsync on");
                new FileTransfer(programs, relay, directory, out).run((long) mebibytes << 20, floor);
            }
            FileUtils.deleteDirectory(directory.resolve("etc").toFile());
            try (RunningRelay relay = programs.startRelay()) {
                out.println("many clients at once, a new relay");
                ManyClients clients = new ManyClients(relay, out);
                clients.run(connections, chunks, 64 << 10);
                clients.run(connections, Math.max(connections, chunks / 16), 4 << 20);
            }
        } finally {
            FileUtils.deleteDirectory(directory.toFile());
        }
        return 0;
    }

    /** The JMH benchmarks, with JMH's own options. */
    @Command(name = "micro", description = "Runs the JMH benchmarks; takes JMH's options.")
    static final class Micro implements Callable<Integer> {
        @Parameters(arity = "0..*", paramLabel = "OPTION")
        private String[] arguments = {};

        @Override
        public Integer call() throws IOException {
            Main.main(arguments);
            return 0;
        }
    }
}
