package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final AdmissionLimits OPEN = new AdmissionLimits(AdmissionLimits.UNLIMITED,
            AdmissionLimits.UNLIMITED, AdmissionLimits.UNLIMITED, AdmissionLimits.UNLIMITED);

    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1); // overflows soon, as System.nanoTime may

    private Admission admission(AdmissionLimits limits) {
        return new Admission(limits, () -> now);
    }

    private static Optional<ClientAddress> client(String address) {
        try {
            return ClientAddress.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void closedConnectionsMakePlace() {
        var admission = admission(OPEN.withConnections(2, AdmissionLimits.UNLIMITED));
        var first = admission.connect(client("192.0.2.1")).orElseThrow();
        assertThat(admission.connect(client("192.0.2.2"))).isPresent();
        assertThat(admission.connect(client("192.0.2.3"))).isEmpty();
        assertThat(admission.connect(client("127.0.0.1"))).isEmpty();

        first.close();
        assertThat(admission.connect(client("192.0.2.3"))).isPresent();
    }

    @Test
    void oneAddressDoesNotTakeAllPlaces() {
        var admission = admission(OPEN.withConnections(100, 2));
        var first = admission.connect(client("192.0.2.1")).orElseThrow();
        assertThat(admission.connect(client("192.0.2.1"))).isPresent();
        assertThat(admission.connect(client("192.0.2.1"))).isEmpty();
        assertThat(admission.connect(client("192.0.2.2"))).isPresent();

        first.close();
        assertThat(admission.connect(client("192.0.2.1"))).isPresent();
    }

    @Test
    void anIpv6NetworkIsOneClient() {
        var admission = admission(OPEN.withConnections(100, 1));
        assertThat(admission.connect(client("2001:db8:0:1::1"))).isPresent();
        assertThat(admission.connect(client("2001:db8:0:1:ffff::2"))).isEmpty();
        assertThat(admission.connect(client("2001:db8:0:2::1"))).isPresent();
        // As the same number: neither is the other.
        assertThat(admission.connect(client("::192.0.2.1"))).isPresent();
        assertThat(admission.connect(client("0.0.0.0"))).isPresent();
    }

    @Test
    void proxiesOnTheMachineCountInAllOnly() {
        var admission = admission(OPEN.withConnections(3, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(admission.connect(client(i == 1 ? "::1" : "127.0.0.9"))).isPresent();
        }
        assertThat(admission.connect(client("127.0.0.9"))).isEmpty();
        assertThat(admission.known()).isZero();
    }

    @Test
    void handshakesBeyondTheRateWaitAndThenAreRefused() {
        var admission = admission(OPEN.withHandshakes(10, AdmissionLimits.UNLIMITED));
        for (int i = 0; i <= 20; i++) {
            assertThat(admission.handshake(client("192.0.2." + i))).as("burst").contains(Duration.ZERO);
        }
        for (int i = 1; i <= 50; i++) {
            assertThat(admission.handshake(client("127.0.0.1"))).contains(Duration.ofMillis(100L * i));
        }
        assertThat(admission.handshake(client("192.0.2.1"))).isEmpty();

        pass(Duration.ofMillis(100));
        assertThat(admission.handshake(client("192.0.2.1"))).contains(Duration.ofSeconds(5));
        pass(Duration.ofMinutes(1));
        assertThat(admission.handshake(client("192.0.2.1"))).contains(Duration.ZERO);
    }

    @Test
    void oneAddressDoesNotTakeAllHandshakes() {
        var admission = admission(OPEN.withHandshakes(AdmissionLimits.UNLIMITED, 1));
        List<Optional<Duration>> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            waits.add(admission.handshake(client("192.0.2.1")));
        }
        assertThat(waits.subList(0, 3)).containsOnly(Optional.of(Duration.ZERO));
        assertThat(waits.getLast()).isEmpty();
        assertThat(admission.handshake(client("192.0.2.2"))).contains(Duration.ZERO);
    }

    @Test
    void refusedHandshakesDoNotCount() {
        var admission = admission(OPEN.withHandshakes(1, AdmissionLimits.UNLIMITED));
        for (int i = 0; i < 1000; i++) {
            admission.handshake(client("192.0.2.1"));
        }
        pass(Duration.ofSeconds(10));
        assertThat(admission.handshake(client("192.0.2.1"))).contains(Duration.ZERO);
    }

    @Test
    void addressesAreForgotten() {
        var admission = admission(OPEN.withHandshakes(AdmissionLimits.UNLIMITED, 5));
        for (int i = 0; i < 100; i++) {
            admission.connect(client("192.0.2." + i)).orElseThrow().close();
            admission.handshake(client("192.0.2." + i));
        }
        assertThat(admission.known()).isEqualTo(100);
        pass(Duration.ofSeconds(3));
        for (int i = 0; i < 100; i++) {
            admission.handshake(client("192.0.2.200"));
        }
        assertThat(admission.known()).isEqualTo(1);
    }

    @Test
    void theNumberOfKnownAddressesIsBounded() {
        var admission = admission(OPEN.withHandshakes(AdmissionLimits.UNLIMITED, 5));
        for (int i = 0; i < 70_000; i++) {
            admission.handshake(Optional.of(new ClientAddress(i, false)));
        }
        assertThat(admission.known()).isEqualTo(1 << 16);
    }

    @Test
    void addressesDoNotPrint() {
        assertThat(client("192.0.2.1").orElseThrow().toString()).isEqualTo("ClientAddress[redacted]");
    }
}
