package org.xftp.server.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xftp.server.ProgramVersion;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.Monitoring;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.monitor.HealthJson;
import org.xftp.server.monitor.HealthReport;
import org.xftp.server.monitor.StatusFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", mixinStandardHelpOptions = true, description = "Tell how the running relay does. Exit code 0: healthy, 1: not healthy, 3: not running.")
final class StatusCommand implements Callable<Integer> {
    private static final int HEALTHY = 0;
    private static final int UNHEALTHY = 1;
    private static final int NOT_RUNNING = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final double GIB = 1L << 30;

    private final Surroundings surroundings;

    @Option(names = "--json", description = "print the relay's report as one line of JSON")
    private boolean json;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var directories = RelayDirectories.of(surroundings.environment());
        var ini = RelayIni.readWithoutSecrets(directories.configuration());
        var asked = ini.monitoring().endpoint().flatMap(StatusCommand::ask);
        if (asked.isPresent()) {
            return tell(asked.get(), false);
        }
        return fromFile(directories.log());
    }

    private int fromFile(Path directory) throws IOException {
        var report = StatusFile.read(directory);
        if (report.isEmpty()) {
            surroundings.print(json ? "{\"running\":false}" : "The relay is not running.");
            return NOT_RUNNING;
        }
        var age = Duration.between(Instant.parse(report.get().written()), surroundings.clock().instant());
        return tell(report.get(), age.compareTo(StatusFile.STALE) > 0);
    }

    /** Empty when nobody answers there: the relay may have been started before the port was set. */
    private static Optional<HealthReport> ask(Monitoring.Endpoint endpoint) {
        try {
            var host = endpoint.host().equals("0.0.0.0") ? Monitoring.Endpoint.LOOPBACK : endpoint.host();
            var url = new URI("http", null, host, endpoint.port(), "/health", null, null).toURL();
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try (var answer = connection.getResponseCode() == HttpURLConnection.HTTP_OK
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                if (answer == null) {
                    return Optional.empty(); // Another program, as its answer has no body.
                }
                return Optional.of(HealthJson.read(new String(answer.readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    private int tell(HealthReport report, boolean stale) throws IOException {
        if (json) {
            surroundings.print(HealthJson.write(report));
        } else {
            print(report, stale);
        }
        return report.healthy() && !stale ? HEALTHY : UNHEALTHY;
    }

    private void print(HealthReport report, boolean stale) throws IOException {
        surroundings.print("The relay is running" + (report.healthy() && !stale ? " and healthy." : ", not healthy."));
        var installed = ProgramVersion.number();
        line("version", report.version()
                + (report.version().equals(installed) ? "" : "; installed is " + installed + ": restart the relay"));
        line("since", report.started() + ", " + words(Duration.ofSeconds(report.uptimeSeconds())));
        line("connections", report.connections() + ", requests " + report.requests());
        line("chunks", report.chunks() + ", " + gib(report.storedBytes()));
        line("quota", gib(report.quotaUsedBytes()) + " of " + gib(report.quotaBytes()) + " taken");
        line("disk", gib(report.diskFreeBytes()) + " free");
        line("certificate", "until " + report.certificateEnds());
        report.recentErrors().forEach(error -> line("error", error));
        report.problems().forEach(problem -> line("problem", problem));
        if (stale) {
            line("problem", "the relay has told nothing since " + report.written());
        }
    }

    private void line(String name, String value) {
        surroundings.print(String.format(Locale.ROOT, "%-12s %s", name, value));
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
    }

    private static String words(Duration uptime) {
        return String.format(Locale.ROOT, "%d d %02d:%02d:%02d", uptime.toDays(), uptime.toHoursPart(),
                uptime.toMinutesPart(), uptime.toSecondsPart());
    }
}
