package org.xftp.server.monitor;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xftp.server.statistics.WholeFile;

/**
 * {@code file-server-status.json}: a running relay's {@link HealthReport}, written anew every half minute, so that
 * {@code xftp-server status} can tell how the relay does when it has no monitoring port. Removed at a proper end.
 */
public final class StatusFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StatusFile.class.getName());
    private static final String NAME = "file-server-status.json";
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    /** A relay that has not written for so long is stuck. */
    public static final Duration STALE = Duration.ofMinutes(2);

    private final Path file;
    private final HealthCheck health;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("xftp-status").factory());

    private StatusFile(Path file, HealthCheck health) {
        this.file = file;
        this.health = health;
    }

    /** Writes the first report before it returns. */
    public static StatusFile start(Path directory, HealthCheck health) {
        var status = new StatusFile(directory.resolve(NAME), health);
        status.write();
        var _ = status.thread.scheduleWithFixedDelay(status::write, INTERVAL.toSeconds(), INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
        return status;
    }

    /**
     * The last report of the relay whose process is still there; empty when none is.
     *
     * @throws IOException when there is a file that cannot be read
     */
    public static Optional<HealthReport> read(Path directory) throws IOException {
        var file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(HealthJson.read(Files.readString(file))).filter(StatusFile::isAlive);
    }

    private static boolean isAlive(HealthReport report) {
        return ProcessHandle.of(report.process()).filter(ProcessHandle::isAlive)
                .filter(process -> HealthCheck.isStart(report.processStarted(), process)).isPresent();
    }

    private void write() {
        try {
            WholeFile.write(file, HealthJson.write(health.report()) + "\n");
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "the status file could not be written: {0}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        thread.close();
        Files.deleteIfExists(file);
    }
}
