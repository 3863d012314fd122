package org.xftp.server;

import java.io.IOException;
import java.util.Optional;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.monitor.HealthCheck;
import org.xftp.server.monitor.HealthReport;
import org.xftp.server.monitor.ListenerPair;
import org.xftp.server.monitor.MonitorPort;
import org.xftp.server.monitor.RecentErrors;
import org.xftp.server.monitor.RelayMetrics;
import org.xftp.server.monitor.StatusFile;
import org.xftp.server.monitor.TlsErrorLog;
import org.xftp.server.statistics.OfficialMetrics;
import org.xftp.server.statistics.RelayStatistics;
import org.xftp.transport.TransportListener;

/** All by which a running relay is watched (docs/RELAY.md, monitoring). */
final class RelayMonitor implements AutoCloseable {
    private final StatusFile status;
    private final Optional<MonitorPort> port;

    private RelayMonitor(StatusFile status, Optional<MonitorPort> port) {
        this.status = status;
        this.port = port;
    }

    /** What the transport is to tell: always the metrics, and the log when the settings want that. */
    static TransportListener listener(RelaySettings settings, RelayMetrics metrics) {
        return settings.monitoring().logTlsErrors()
                ? new ListenerPair(metrics.connections(), new TlsErrorLog(System::nanoTime))
                : metrics.connections();
    }

    /** Begins to tell of a relay that has all but begun to serve. */
    static RelayMonitor open(RunningFacts facts, RelayMetrics metrics, RelayStatistics statistics, RecentErrors errors)
            throws IOException {
        metrics.watch(facts);
        var health = new HealthCheck(facts, errors);
        var endpoint = facts.settings().monitoring().endpoint();
        Optional<MonitorPort> port = endpoint.isPresent()
                ? Optional.of(MonitorPort.open(endpoint.get(), new Pages(facts, metrics, statistics, health)))
                : Optional.empty();
        return new RelayMonitor(StatusFile.start(facts.settings().stateDirectory(), health), port);
    }

    Optional<Integer> port() {
        return port.map(MonitorPort::port);
    }

    @Override
    public void close() throws IOException {
        port.ifPresent(MonitorPort::close);
        status.close();
    }

    private record Pages(RunningFacts facts, RelayMetrics measured, RelayStatistics statistics, HealthCheck check)
            implements
                MonitorPort.Pages {
        @Override
        public String metrics() throws IOException {
            return OfficialMetrics.scraped(statistics.snapshot(), facts.version()) + measured.text();
        }

        @Override
        public HealthReport health() {
            return check.report();
        }

        @Override
        public boolean ready() {
            return check.ready();
        }
    }
}
