package org.xftp.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.Relay;
import org.xftp.server.config.Monitoring;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.server.statistics.RelayCounts;

/** Real relays on loopback, one test's own. As an extension they run while a test and what stands around it does. */
public final class TestRelays implements AutoCloseable, BeforeEachCallback, AfterEachCallback {
    private final int count;
    private final Supplier<Path> directory;
    private final SecureRandom random = new SecureRandom();
    private final List<Relay> relays = new ArrayList<>();
    private final List<RelayAddress> addresses = new ArrayList<>();

    public TestRelays(Path directory) {
        this(0, () -> directory);
    }

    private TestRelays(int count, Supplier<Path> directory) {
        this.count = count;
        this.directory = directory;
    }

    /** That many relays with the usual settings, and {@link #measured}. */
    public static TestRelays start(Path directory, int count) throws IOException {
        TestRelays relays = forEach(count, () -> directory);
        relays.beforeEach(null);
        return relays;
    }

    /** The same for each test, to be registered as an extension. */
    public static TestRelays forEach(int count, Supplier<Path> directory) {
        return new TestRelays(count, directory);
    }

    @Override
    public void beforeEach(@Nullable ExtensionContext context) throws IOException {
        for (int i = 0; i < count; i++) {
            add(TestRelays::measured);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** One more relay. */
    public RelayAddress add(UnaryOperator<RelaySettings> change) throws IOException {
        Path home = directory.get().resolve("relay" + relays.size());
        RelayIdentity identity = TemporaryIdentity.create("localhost", Instant.now(), random);
        Relay relay = Relay.start(
                change.apply(RelaySettings.local(identity, home.resolve("files"), home.resolve("state"))));
        relays.add(relay);
        addresses.add(RelayAddress.of(List.of(new RelayHost.Ipv4(0x7f000001)), relay.port(), identity.keyHash()));
        return addresses.getLast();
    }

    public List<RelayAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** What a relay has been asked so far. */
    public RelayCounts counts(int number) {
        return relays.get(number).counts();
    }

    /**
     * A sample of a relay's metrics, if it was started with {@link #measured}.
     *
     * @param sample its name, with its labels as the page has them
     */
    public long metric(int number, String sample) throws IOException {
        int port = relays.get(number).metricsPort().orElseThrow();
        try (InputStream page = URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            String text = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> line.startsWith(sample + " ")).findFirst()
                    .map(line -> (long) Double.parseDouble(line.substring(sample.length() + 1))).orElseThrow();
        }
    }

    /**
     * Waits until a relay that was started with {@link #measured} is asked nothing any more. Only then is what clients
     * that are gone have asked it done, and counted.
     */
    public void awaitRest(int number) throws IOException, InterruptedException {
        while (metric(number, "xftp_connections") > 0 || metric(number, "xftp_requests_running") > 0) {
            Thread.sleep(10);
        }
    }

    /** Settings with which {@link #metric} works. */
    public static RelaySettings measured(RelaySettings settings) {
        return settings.withMonitoring(
                Monitoring.QUIET.withEndpoint(new Monitoring.Endpoint(Monitoring.Endpoint.LOOPBACK, 0)));
    }

    /** Bodies of chunks that a relay received to their end, and said yes to. */
    public long bodiesTaken(int number) throws IOException {
        return metric(number, "xftp_request_duration_seconds_count{command=\"FPUT\"}")
                - metric(number, "xftp_request_errors_total{error=\"SIZE\"}")
                - metric(number, "xftp_request_errors_total{error=\"TIMEOUT\"}");
    }

    /** Where an operator reaches the relay, if it was started with a control port. */
    public int controlPort(int number) {
        return relays.get(number).controlPort().orElseThrow();
    }

    /** Takes one relay away for good. */
    public void stop(int number) {
        relays.get(number).close();
    }

    @Override
    public void close() {
        relays.forEach(Relay::close);
    }
}
