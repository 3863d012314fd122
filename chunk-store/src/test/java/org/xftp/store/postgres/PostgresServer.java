package org.xftp.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of its own for tests: the machine's programs on a cluster in a temporary directory, on a port of
 * 127.0.0.1, as an unprivileged user where the tests run as root. Where there are no such programs and the tests run as
 * root they are installed; else the server runs in a container, by Testcontainers; without Docker, too, the tests that
 * need it are skipped. {@code XFTP_TEST_POSTGRES=host:port/database} names a server to be used instead, with the user
 * and password {@code xftp}.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final String USER = "xftp";
    private static final int MINUTES = 3;

    private final Optional<Path> root;
    private final Optional<Path> programs;
    private final String place;
    private final Thread onExit = new Thread(this::stopQuietly, "stop-postgres");

    private PostgresServer(Optional<Path> programs, Optional<Path> root, String place) {
        this.programs = programs;
        this.root = root;
        this.place = place;
    }

    /** Starts a server with an empty database. */
    public static PostgresServer start() throws IOException {
        @Nullable
        String given = System.getenv("XFTP_TEST_POSTGRES");
        if (given != null) {
            return new PostgresServer(Optional.empty(), Optional.empty(), given);
        }
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return new PostgresServer(Optional.empty(), Optional.empty(), PostgresInContainer.start(USER));
        }
        Path root = Files.createTempDirectory("xftp-postgres");
        var server = new PostgresServer(programs, Optional.of(root), "127.0.0.1:" + freePort() + "/xftp");
        Runtime.getRuntime().addShutdownHook(server.onExit);
        try {
            server.create();
            server.startAgain();
            server.run("createdb", "-h", "127.0.0.1", "-p", server.port(), "-U", USER, "xftp");
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Optional<Path> programs() throws IOException {
        Optional<Path> found = newest();
        if (found.isEmpty() && isRoot() && Files.exists(Path.of("/usr/bin/apt-get"))) {
            call(Map.of("DEBIAN_FRONTEND", "noninteractive"), List.of("apt-get", "install", "-y", "postgresql"));
            found = newest();
        }
        return found;
    }

    private static Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(PROGRAMS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void create() throws IOException {
        Path directory = root.orElseThrow();
        if (isRoot()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            call(Map.of(), List.of("chown", "postgres", directory.toString()));
        }
        run("initdb", "-D", data(), "-U", USER, "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8");
    }

    /** Starts the server after {@link #stop}. */
    public void startAgain() throws IOException {
        run("pg_ctl", "-D", data(), "-w", "-l", root.orElseThrow() + "/log", "-o",
                "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=64MB -p " + port(),
                "start");
    }

    /** Ends the server at once, as when its machine fails: its clients see their connections end. */
    public void stop() throws IOException {
        run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }

    /** Whether {@link #stop} and {@link #startAgain} can be used. */
    public boolean isOwn() {
        return root.isPresent();
    }

    private String data() {
        return root.orElseThrow() + "/data";
    }

    private String port() {
        return place.substring(place.indexOf(':') + 1, place.indexOf('/'));
    }

    /** Tables in this schema of the server's database. */
    public PostgresSettings settings(String schema) {
        return settings(schema, 4);
    }

    /** The same with so many connections. */
    public PostgresSettings settings(String schema, int connections) {
        int slash = place.indexOf('/');
        return new PostgresSettings(List.of(place.substring(0, slash)), place.substring(slash + 1), USER, USER, schema,
                connections, Map.of());
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.orElseThrow().resolve(program).toString());
        command.addAll(List.of(arguments));
        call(Map.of("LC_ALL", "C"), command);
    }

    private static void call(Map<String, String> environment, List<String> command) throws IOException {
        // The server outlives its starter and would keep a pipe open.
        Path output = Files.createTempFile("xftp-postgres", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .directory(Path.of("/").toFile())
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private void stopQuietly() {
        try {
            stop();
        } catch (IOException e) {
            // It is stopped already.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        if (root.isPresent()) {
            stopQuietly();
            PathUtils.deleteDirectory(root.get());
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException e) {
                return; // It is running.
            }
        }
    }
}
