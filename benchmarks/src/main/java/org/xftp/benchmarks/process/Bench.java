package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.openjdk.jmh.Main;
import org.xftp.protocol.crypto.OpenSsl;
import org.xftp.store.ChunkIndex;
import org.xftp.store.postgres.PostgresIndex;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.sqlite.SqliteIndex;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./bench}: measures relay and client of this checkout as whole processes (docs/PERFORMANCE.md). */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures relay and client of this checkout on loopback, beside the floor that the protocol sets.")
public final class Bench implements Callable<Integer> {
    private final PrintStream out;
    private final Path root;

    @Option(names = "--size", defaultValue = "1024", paramLabel = "MIB", description = "size of the one large file (${DEFAULT-VALUE})")
    private int mebibytes;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "COUNT", description = "how often it is sent and received (${DEFAULT-VALUE})")
    private int roundCount;

    @Option(names = "--files", defaultValue = "500", paramLabel = "COUNT", description = "small files in one directory (${DEFAULT-VALUE})")
    private int files;

    @Option(names = "--chunks", defaultValue = "12000", paramLabel = "COUNT", description = "64 KiB chunks that many clients store and fetch (${DEFAULT-VALUE})")
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
        OpenSsl.install();
        CommandLine line = new CommandLine(new Bench(System.out, Path.of(System.getProperty("xftp.root", "."))));
        line.addSubcommand(new Micro());
        line.addSubcommand(new Idle());
        line.addSubcommand(new Slow());
        line.addSubcommand(new Far());
        line.addSubcommand(new Curve());
        line.addSubcommand(new Flames());
        line.setExecutionExceptionHandler((failure, _, _) -> {
            System.err.println("bench: " + failure.getMessage());
            return 1;
        });
        System.exit(line.execute(args));
    }

    /** Something to be measured with the programs of this checkout. */
    interface Section {
        void run(Programs programs, Path directory) throws IOException, InterruptedException, GeneralSecurityException;
    }

    PrintStream out() {
        return out;
    }

    /** Runs it in a directory that is gone afterwards. */
    Integer measure(Section section) throws IOException, InterruptedException, GeneralSecurityException {
        return measure("", section);
    }

    /** The same; the programs' Java gets these options. */
    Integer measure(String javaOptions, Section section)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory(parent, "xftp-bench-");
        try {
            section.run(new Programs(root.toAbsolutePath(), directory, javaOptions), directory);
        } finally {
            FileUtils.deleteDirectory(directory.toFile());
        }
        return 0;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
        return measure(this::table);
    }

    private void table(Programs programs, Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        programs.build();
        manyClients(programs);
        FileUtils.deleteDirectory(directory.resolve("etc").toFile());
        try (Floor floor = new Floor(directory); RunningRelay relay = programs.startRelay()) {
            floor.measure().print(out);
            Optional<Path> certificate = rcloneCertificate(programs);
            repeat(directory, certificate,
                    (place, rounds, rclone) -> oneFile(programs, relay, floor, place, rounds, rclone));
            repeat(directory, certificate,
                    (place, rounds, rclone) -> new SmallFiles(programs, relay, place, rounds, out).run(files, rclone));
        }
    }

    /** Before the others, which delete thousands of files: some file systems make new ones slowly for a minute then. */
    private void manyClients(Programs programs) throws IOException, InterruptedException {
        try (RunningRelay relay = programs.startRelay()) {
            out.println("many clients at once, a new relay");
            ManyClients.scheduleAsLaunched();
            ManyClients clients = new ManyClients(relay, out);
            clients.run(connections, chunks, 64 << 10);
            clients.run(connections, Math.max(connections, chunks / 16), 4 << 20);
        } finally {
            ManyClients.scheduleAsUsual();
        }
    }

    /** For rclone's server; empty when there is no rclone. */
    private Optional<Path> rcloneCertificate(Programs programs) throws IOException, InterruptedException {
        if (Rclone.isInstalled()) {
            return Optional.of(programs.ed25519Certificate());
        }
        out.println("rclone is not installed: no comparison");
        return Optional.empty();
    }

    /** One round of a section that is repeated. */
    private interface Round {
        void run(Path place, Rounds rounds, Optional<Rclone> rclone)
                throws IOException, InterruptedException, GeneralSecurityException;
    }

    /** Each round in a directory of its own; their medians at the end. */
    private void repeat(Path directory, Optional<Path> rcloneCertificate, Round round)
            throws IOException, InterruptedException, GeneralSecurityException {
        Rounds rounds = new Rounds();
        for (int i = 0; i < roundCount; i++) {
            Path place = Files.createDirectory(directory.resolve("round"));
            Optional<Rclone> rclone = rcloneCertificate.isPresent()
                    ? Optional.of(new Rclone(place, rcloneCertificate.get(), rounds, out))
                    : Optional.empty();
            round.run(place, rounds, rclone);
            FileUtils.deleteDirectory(place.toFile());
        }
        out.println("medians of " + roundCount + " rounds (least and most)");
        rounds.print(out);
    }

    private void oneFile(Programs programs, RunningRelay relay, Floor floor, Path place, Rounds rounds,
            Optional<Rclone> rclone) throws IOException, InterruptedException, GeneralSecurityException {
        long size = (long) mebibytes << 20;
        out.println("one file of " + mebibytes + " MiB, both ends on this machine, TLS and fsync on");
        FileTransfer.Result ours = new FileTransfer(programs, relay, place, rounds, out).run(size, floor);
        if (rclone.isPresent()) {
            out.println("the same file through rclone: crypt over WebDAV and TLS, without digests and fsync");
            rclone.get().run(size, ours);
        }
    }

    /** Memory of idle connections. */
    @Command(name = "idle", description = "Opens connections on which nothing happens; prints what each costs the relay.")
    static final class Idle implements Callable<Integer> {
        @ParentCommand
        private Bench bench = new Bench(System.out, Path.of("."));

        @Option(names = "--connections", defaultValue = "5000", paramLabel = "COUNT", description = "how many (${DEFAULT-VALUE})")
        private int connections;

        @Override
        public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
            // A relay takes as many connections as fit into a third of its heap: 5 000 are too many for the launcher's.
            return bench.measure("-Xmx1g", (programs, _) -> {
                programs.build();
                try (RunningRelay relay = programs.startRelay()) {
                    new IdleConnections(relay, bench.out()).run(connections);
                }
            });
        }
    }

    /** Memory and threads of slow peers. */
    @Command(name = "slow", description = "Has clients stop in the middle of a chunk; prints what each costs the relay.")
    static final class Slow implements Callable<Integer> {
        @ParentCommand
        private Bench bench = new Bench(System.out, Path.of("."));

        @Option(names = "--connections", defaultValue = "200", paramLabel = "COUNT", description = "how many (${DEFAULT-VALUE})")
        private int connections;

        @Override
        public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
            return bench.measure((programs, _) -> {
                programs.build();
                try (RunningRelay relay = programs.startRelay()) {
                    new SlowPeers(relay, bench.out()).run(connections);
                }
            });
        }
    }

    /** Throughput over a long line. */
    @Command(name = "far", description = "Sends and receives a file over a line with a long round-trip time; prints how much slower that is.")
    static final class Far implements Callable<Integer> {
        @ParentCommand
        private Bench bench = new Bench(System.out, Path.of("."));

        @Option(names = "--size", defaultValue = "1024", paramLabel = "MIB", description = "size of the file (${DEFAULT-VALUE})")
        private int mebibytes;

        @Option(names = "--round-trip", defaultValue = "100", paramLabel = "MS", description = "round-trip time in milliseconds (${DEFAULT-VALUE})")
        private int milliseconds;

        @Override
        public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
            return bench.measure((programs, directory) -> {
                programs.build();
                try (RunningRelay relay = programs.startRelay()) {
                    bench.out().println("one file of " + mebibytes + " MiB, over a line of any bandwidth");
                    new FarTransfer(programs, relay, directory, bench.out()).run((long) mebibytes << 20,
                            Duration.ofMillis(milliseconds), bench.roundCount);
                }
            });
        }
    }

    /** Cost of requests while the index grows. */
    @Command(name = "curve", description = "Prints what requests cost in an index that grows tenfold again and again.")
    static final class Curve implements Callable<Integer> {
        @ParentCommand
        private Bench bench = new Bench(System.out, Path.of("."));

        @Option(names = "--chunks", defaultValue = "1000000", paramLabel = "COUNT", description = "up to how many chunks (${DEFAULT-VALUE})")
        private int chunks;

        @Option(names = "--postgres", paramLabel = "HOST:PORT/DATABASE", description = "measures an empty PostgreSQL database, with the user and password of PGUSER and PGPASSWORD, in place of the embedded index")
        private Optional<String> postgres = Optional.empty();

        @Override
        public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
            return bench.measure((_, directory) -> {
                try (ChunkIndex index = open(directory)) {
                    new IndexCurve(bench.out()).run(index, chunks);
                }
            });
        }

        private ChunkIndex open(Path directory) throws IOException {
            if (postgres.isEmpty()) {
                return SqliteIndex.open(directory.resolve("index.sqlite"));
            }
            String[] place = postgres.get().split("/", 2);
            Map<String, String> environment = System.getenv();
            return PostgresIndex.open(new PostgresSettings(List.of(place[0]), place[1],
                    environment.getOrDefault("PGUSER", ""), environment.getOrDefault("PGPASSWORD", ""), "xftp_bench",
                    10,
                    Map.of()));
        }
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

    /** Flame graphs. */
    @Command(name = "profile", description = "Draws flame graphs of relay and client with Linux's perf.")
    static final class Flames implements Callable<Integer> {
        @ParentCommand
        private Bench bench = new Bench(System.out, Path.of("."));

        @Option(names = "--size", defaultValue = "1024", paramLabel = "MIB", description = "size of the file that is sent and received (${DEFAULT-VALUE})")
        private int mebibytes;

        @Option(names = "--target", defaultValue = "docs/performance", paramLabel = "DIR", description = "where relay.svg and client.svg go (${DEFAULT-VALUE})")
        private Path target = Path.of("docs/performance");

        @Override
        public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
            return bench.measure(Profile.JAVA_OPTIONS, (programs, directory) -> {
                programs.build();
                new Profile(programs, directory, bench.out()).run(mebibytes, bench.root.resolve(target));
            });
        }
    }
}
