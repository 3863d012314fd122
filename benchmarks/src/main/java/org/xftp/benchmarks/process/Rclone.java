package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The same file through rclone, where it is installed: its {@code crypt}, whose cipher is the protocol's, over WebDAV
 * with TLS. It demands less: no digests, and nothing is forced onto the disk.
 */
final class Rclone {
    private static final double GIGABYTE = 1 << 30;
    private static final double MEGABYTE = 1 << 20;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Path directory;
    private final Path certificate;
    private final Rounds rounds;
    private final PrintStream out;
    private final int port;

    /**
     * On loopback.
     *
     * @param directory holds what to copy
     * @param certificate a directory with {@code server.crt} and {@code server.key}
     * @param rounds get the ratios
     */
    Rclone(Path directory, Path certificate, Rounds rounds, PrintStream out) throws IOException {
        this.directory = directory;
        this.certificate = certificate;
        this.rounds = rounds;
        this.out = out;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("rclone", "version").redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Copies the {@code file} there and back and prints how ours compares. */
    void run(long size, FileTransfer.Result ours) throws IOException, InterruptedException {
        FileTransfer.Result theirs = thereAndBack("file");
        print("send", size, theirs.send(), ours.send());
        print("receive", size, theirs.receive(), ours.receive());
        if (Files.mismatch(directory.resolve("file"), directory.resolve("back")) != -1) {
            throw new IOException("the file that rclone brought back differs");
        }
    }

    /** Copies that file or directory to a server, and back to {@code back}. */
    FileTransfer.Result thereAndBack(String name) throws IOException, InterruptedException {
        Path store = Files.createDirectory(directory.resolve("rclone"));
        Process server = builder(List.of("rclone", "serve", "webdav", store.toString(), "--addr", "127.0.0.1:" + port,
                "--cert", certificate.resolve("server.crt").toString(), "--key",
                certificate.resolve("server.key").toString())).start();
        try {
            awaitListening(server);
            Map<String, String> remote = remote();
            Measured sent = copy(server, remote, directory.resolve(name).toString(), "box:" + name);
            Measured received = copy(server, remote, "box:" + name, directory.resolve("back").toString());
            return new FileTransfer.Result(sent, received);
        } finally {
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private Map<String, String> remote() throws IOException, InterruptedException {
        Process obscure = new ProcessBuilder("rclone", "obscure", "a password").start();
        String password = new String(obscure.getInputStream().readAllBytes(),
                StandardCharsets.US_ASCII)
                .strip();
        obscure.waitFor();
        return Map.of("RCLONE_CONFIG_DAV_TYPE", "webdav", "RCLONE_CONFIG_DAV_URL", "https://127.0.0.1:" + port,
                "RCLONE_CONFIG_DAV_VENDOR", "other", "RCLONE_CONFIG_BOX_TYPE", "crypt", "RCLONE_CONFIG_BOX_REMOTE",
                "dav:", "RCLONE_CONFIG_BOX_PASSWORD", password);
    }

    private void awaitListening(Process server) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_NANOS; System.nanoTime() < end;) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (server.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        throw new IOException("rclone serve did not start: " + Files.readString(directory.resolve("rclone.txt")));
    }

    private Measured copy(Process server, Map<String, String> remote, String from, String to)
            throws IOException, InterruptedException {
        ProcessMeter serverMeter = new ProcessMeter(server);
        serverMeter.sample();
        double before = serverMeter.processorSeconds();
        ProcessBuilder builder = builder(List.of("rclone", "copyto", from, to, "--no-check-certificate", "--retries",
                "1", "--low-level-retries", "1"));
        builder.environment().putAll(remote);
        long start = System.nanoTime();
        Process client = builder.start();
        Measured measured = ProcessMeter.untilEnd(client, start);
        if (client.exitValue() != 0) {
            throw new IOException("rclone failed: " + Files.readString(directory.resolve("rclone.txt")).strip());
        }
        serverMeter.sample();
        return measured.with(serverMeter.processorSeconds() - before);
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("rclone.txt").toFile()));
        builder.environment().put("RCLONE_CONFIG", directory.resolve("rclone.conf").toString());
        return builder;
    }

    private void print(String what, long size, Measured rclone, Measured ours) {
        out.printf("  %-8s %6.2f s  %7.1f MB/s  processor %6.2f s/GB  %s%n", what, rclone.seconds(),
                size / MEGABYTE / rclone.seconds(), rclone.processorSeconds() / (size / GIGABYTE),
                ratios(what, rclone, ours));
    }

    /** How ours compares, for a line of output; the rounds get it, too. */
    String ratios(String what, Measured rclone, Measured ours) {
        double times = ours.seconds() / rclone.seconds();
        double processorTimes = ours.processorSeconds() / rclone.processorSeconds();
        rounds.add(what + ": times rclone's time", times);
        rounds.add(what + ": times rclone's processor time", processorTimes);
        return "ours takes %.2f of its time, %.2f of its processor time".formatted(times, processorTimes);
    }
}
