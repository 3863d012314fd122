package org.xftp.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.xftp.server.cli.XftpServer;

/** The program {@code xftp-server start} in a process of its own. */
final class RelayProcess implements AutoCloseable {
    private static final String LISTENING = "Listening on port ";

    private final Process process;
    private final BufferedReader output;
    private final int port;

    private RelayProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.port = readPort();
    }

    /** Starts it over these two directories and waits until it listens. */
    static RelayProcess start(Path configuration, Path log) throws IOException {
        return start(configuration, log, Map.of(), Files.createTempFile("relay", ".err"));
    }

    /** The same with more of an environment; what it logs goes into the file {@code errors}. */
    static RelayProcess start(Path configuration, Path log, Map<String, String> environment, Path errors)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath, XftpServer.class.getName(), "start"));
        builder.environment().put("XFTP_SERVER_CFG_PATH", configuration.toString());
        builder.environment().put("XFTP_SERVER_LOG_PATH", log.toString());
        builder.environment().putAll(environment);
        builder.redirectError(errors.toFile());
        return new RelayProcess(builder.start());
    }

    int port() {
        return port;
    }

    /** SIGKILL: the process gets no chance to do anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; gives the exit code. */
    int terminate() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the relay does not stop");
        }
        return process.exitValue();
    }

    /** What it has printed since it listens, to the end. */
    List<String> rest() {
        return output.lines().toList();
    }

    private int readPort() throws IOException {
        var limit = CompletableFuture.runAsync(process::destroyForcibly,
                CompletableFuture.delayedExecutor(120, TimeUnit.SECONDS));
        try {
            return readUntilListening();
        } finally {
            limit.cancel(false);
        }
    }

    private int readUntilListening() throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                return Integer.parseInt(line.substring(LISTENING.length(), line.indexOf("...")));
            }
        }
        throw new IOException("the relay did not start");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
