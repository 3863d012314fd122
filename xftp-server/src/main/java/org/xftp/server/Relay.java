package org.xftp.server;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.server.command.CommandDependencies;
import org.xftp.server.command.CommandProcessor;
import org.xftp.server.command.RegistrationPolicy;
import org.xftp.server.config.RelayLimits;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.control.ControlPort;
import org.xftp.server.monitor.RecentErrors;
import org.xftp.server.monitor.RelayMetrics;
import org.xftp.server.statistics.DistinctDownloads;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.server.statistics.RelayCounts;
import org.xftp.server.statistics.RelayStatistics;
import org.xftp.server.statistics.StatisticsSettings;
import org.xftp.server.statistics.StatisticsThread;
import org.xftp.server.web.WebSite;
import org.xftp.store.ChunkStore;
import org.xftp.transport.ServerSettings;
import org.xftp.transport.TransportLimits;
import org.xftp.transport.TransportServer;

/**
 * A running relay. What it has answered with OK survives its end, however that comes. Safe for use by many threads.
 */
public final class Relay implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Relay.class.getName());
    private static final Duration CUT_OFF = Duration.ofSeconds(2);

    private final RelaySettings settings;
    private final RelayLimits limits;
    private final RelayCounters counters;
    private final RecentErrors errors;
    private final RelayMetrics metrics;
    private final RelayCertificates certificates;
    private final ChunkStore store;
    private final RelayStatistics statistics;
    private final StatisticsThread statisticsThread;
    private final RelayMonitor monitor;
    private final TransportServer transport;
    private final WebPorts webPorts;
    private final Optional<Expiry> expiry;
    private final Optional<CertificateWatch> certificateWatch;
    private final Optional<ControlPort> control;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Relay(RelaySettings settings, SecureRandom random, InstantSource clock, Resources opened)
            throws IOException {
        this.settings = settings;
        errors = opened.add(RecentErrors.listen());
        metrics = new RelayMetrics(clock);
        store = opened.add(StoredChunks.open(settings, random, metrics.store()));
        certificates = new RelayCertificates(settings.identity(), settings.web());
        // The key is for telling chunks apart in the statistics; after a new certificate they are counted once more.
        counters = new RelayCounters(DistinctDownloads.keyedBy(settings.identity().leafKey().pkcs8()));
        statistics = RelayStatistics.open(statistics(settings), counters, store::totals, clock);
        long memory = Runtime.getRuntime().maxMemory();
        limits = settings.limits().within(memory);
        var site = WebSite.of(settings);
        var transfers = new TransferPlaces(limits);
        var services = new RelayServices(certificates, random, Places.forMemory(memory, limits.block()), transfers,
                new BlockReader(limits.block()), new WebRequests(site, transfers), commands(random, clock),
                metrics.requests());
        transport = opened.add(listen(services));
        webPorts = opened.add(WebPorts.open(settings, site, settings.web()));
        control = settings.control().isPresent()
                ? Optional.of(opened.add(
                        ControlPort.open(settings.control().get(), new OperatorActions(store, counters))))
                : Optional.empty();
        monitor = opened
                .add(RelayMonitor.open(new RunningFacts(settings, ProgramVersion.number(), clock.instant(), clock,
                        store, transport, certificates, metrics.connections(), () -> !closing.get(),
                        transfers::isExhausted), metrics,
                        statistics, errors));
        statisticsThread = StatisticsThread.start(statistics, settings.monitoring().metricsFile());
        certificateWatch = settings.certificates().map(
                files -> new CertificateWatch(files, certificates, this::show, clock).start());
        expiry = settings.expireAfter().map(age -> Expiry.start(store, age, clock, counters, metrics.store()));
    }

    /** Starts with the machine's clock and randomness; the relay serves when this returns. */
    public static Relay start(RelaySettings settings) throws IOException {
        return start(settings, new SecureRandom(), Clock.systemUTC());
    }

    /**
     * Starts a relay.
     *
     * @param clock tells when chunks are registered and when they expire
     * @throws IOException when the store cannot be opened or a port not be bound, in one line; nothing is left running
     */
    public static Relay start(RelaySettings settings, SecureRandom random, InstantSource clock) throws IOException {
        var opened = new Resources();
        try {
            return new Relay(settings, random, clock, opened);
        } catch (IOException | RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private CommandProcessor commands(SecureRandom random, InstantSource clock) {
        return new CommandProcessor(new CommandDependencies(store,
                new RegistrationPolicy(settings.newFiles(), settings.createPassword()), limits, counters,
                random, clock, System::nanoTime));
    }

    private static StatisticsSettings statistics(RelaySettings settings) throws IOException {
        return new StatisticsSettings(settings.stateDirectory(), settings.monitoring().dailyLog(),
                ProgramVersion.number());
    }

    private TransportServer listen(RelayServices services) throws IOException {
        try {
            return TransportServer.bind(listener(), connection -> new RelayConnection(services, connection),
                    RelayMonitor.listener(settings, metrics));
        } catch (IllegalArgumentException e) {
            // The relay's own identity was checked when it was read.
            throw new IOException("the certificate and key for browsers cannot be used: " + e.getMessage(), e);
        }
    }

    private ServerSettings listener() {
        var shown = certificates.current();
        return new ServerSettings(settings.bindHost(), settings.port(), shown.relay(), shown.web(), transportLimits());
    }

    private void show(RelayCertificates.Current renewed) {
        transport.renew(renewed.relay(), renewed.web());
        webPorts.renew(renewed.web());
    }

    private TransportLimits transportLimits() {
        var transportLimits = limits.transport();
        return settings.inactivity().map(idle -> transportLimits.closingInactive(idle.ttl(), idle.checkInterval()))
                .orElse(transportLimits);
    }

    /** The port that clients connect to. */
    public int port() {
        return transport.port();
    }

    /** The operator's port; empty when the settings ask for none. */
    public Optional<Integer> controlPort() {
        return control.map(ControlPort::port);
    }

    /** Where metrics and health are served; empty when the settings ask for no such port. */
    public Optional<Integer> metricsPort() {
        return monitor.port();
    }

    /** What addresses name this relay by. */
    public KeyHash identity() {
        return settings.identity().keyHash();
    }

    /** An address under which clients on this machine reach it. */
    public String address() {
        return "xftp://" + identity().base64Url() + "@" + settings.bindHost() + ":" + port();
    }

    /** When the certificates end that new connections are shown. */
    public CertificateExpiry certificateExpiry() {
        return certificates.expiry();
    }

    /** What happened since the start. */
    public RelayCounts counts() {
        return counters.counts();
    }

    /** Waits until {@link #close} has ended. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /**
     * Takes no more connections, lets running requests end within the limit of the settings, then closes the rest and
     * the store. Closing twice waits for the first.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitUninterruptibly();
            return;
        }
        webPorts.close();
        transport.stopAccepting();
        if (!transport.awaitStreams(settings.limits().stop())) {
            LOG.log(System.Logger.Level.INFO, "stopped before all running requests had ended");
        }
        transport.close();
        // Those that were cut off let go of the store now.
        transport.awaitStreams(CUT_OFF);
        expiry.ifPresent(Expiry::close);
        statisticsThread.close();
        certificateWatch.ifPresent(CertificateWatch::close);
        try {
            control.ifPresent(port -> close("control port", port::close));
            close("status file", monitor::close);
            close("store", store::close);
        } finally {
            errors.close();
            closed.countDown();
        }
    }

    private interface Closing {
        void close() throws IOException;
    }

    /** What fails here keeps nothing else from being closed. */
    private static void close(String what, Closing closing) {
        try {
            closing.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the {0} was not closed properly: {1}", what, e.getMessage());
        }
    }

    private void awaitUninterruptibly() {
        boolean interrupted = false;
        while (closed.getCount() > 0) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
