package org.xftp.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.Failing;
import org.xftp.client.FailureKind;
import org.xftp.client.FaultProxy;
import org.xftp.client.TestRelays;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.relay.RelaySettings;
import org.xftp.client.transfer.TaskGroup;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.transport.TransportClient;

@Timeout(60)
class RelayPoolTest {
    private final TransportClient transport = new TransportClient(1);
    private final RelaySettings settings = RelaySettings.standard();
    private final ConcurrentLinkedQueue<RelayConnection> made = new ConcurrentLinkedQueue<>();
    private final RelayPool pool = new RelayPool(this::connect, 2);

    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);
    private Optional<RelayAddress> started = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        started = Optional.of(running.addresses().getFirst());
    }

    @AfterEach
    void stop() {
        pool.close();
        transport.close();
    }

    private RelayConnection connect(RelayAddress relay) throws XftpClientException {
        RelayConnection connection = RelayConnection.connect(transport, relay, settings);
        made.add(connection);
        return connection;
    }

    @Test
    void oneAfterTheOtherUsesOneConnection() throws XftpClientException {
        for (int i = 0; i < 5; i++) {
            ping();
        }
        assertThat(made).hasSize(1).first().satisfies(connection -> assertThat(connection.version()).isEqualTo(3));
    }

    @Test
    void theLineIsAsLongAsItsShortestRoundTrip() throws Exception {
        try (FaultProxy far = FaultProxy.to(started.orElseThrow()).delay(Duration.ofMillis(50))) {
            RelayAddress relay = far.address(started.orElseThrow());
            assertThat(pool.roundTrip(List.of(relay))).as("nothing sent yet").isZero();
            pool.call(relay, connection -> {
                connection.ping();
                return connection;
            });
            assertThat(pool.roundTrip(List.of(relay, started.orElseThrow())))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void moreThanTheBoundWaitTheirTurn() throws XftpClientException {
        AtomicInteger inUse = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch bothBusy = new CountDownLatch(2);
        try (TaskGroup group = new TaskGroup("test", 10)) {
            for (int i = 0; i < 10; i++) {
                group.start(() -> pool.call(relay(), connection -> {
                    most.accumulateAndGet(inUse.incrementAndGet(), Math::max);
                    bothBusy.countDown();
                    await(bothBusy);
                    connection.ping();
                    inUse.decrementAndGet();
                    return connection;
                }));
            }
            group.await();
        }
        assertThat(most).hasValue(2);
        assertThat(made).hasSize(2);
    }

    @Test
    void aConnectionThatDiedIsReplacedWithoutAnyoneNoticing() throws XftpClientException {
        ping();
        made.element().close();
        ping();
        assertThat(made).hasSize(2);
    }

    @Test
    void aRefusalLeavesTheConnectionUsable() throws XftpClientException {
        Ed25519PrivateKey key = Ed25519PrivateKey.generate(settings.random());
        XftpClientException refused = Failing.with(FailureKind.GONE, () -> pool.call(relay(), connection -> {
            connection.delete(EntityId.of(new byte[16]), key);
            return connection;
        }));
        assertThat(refused.relay()).contains(relay());
        ping();
        assertThat(made).hasSize(1);
    }

    @Test
    void aRefusedUploadGivesTheConnectionUp() throws XftpClientException {
        Ed25519PrivateKey key = Ed25519PrivateKey.generate(settings.random());
        Failing.with(FailureKind.GONE, () -> pool.call(relay(), connection -> {
            connection.put(EntityId.of(new byte[16]), key, new byte[65536], 0, 65536);
            return connection;
        }));
        ping();
        assertThat(made).hasSize(2);
    }

    @Test
    void closingClosesWhatIsIdleAndWhatComesBack() throws XftpClientException {
        ping();
        pool.call(relay(), connection -> {
            pool.close();
            connection.ping();
            return connection;
        });
        assertThat(List.copyOf(made)).noneMatch(RelayConnection::isOpen);
    }

    /** Its owner turns it. */
    private static final class HandClock implements RelayLane.Clock {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicLong wallMillis = new AtomicLong();

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public long wallMillis() {
            return wallMillis.get();
        }
    }

    @Test
    void whatHasBeenIdleForLongIsNotUsedAnyMore() throws XftpClientException {
        HandClock clock = new HandClock();
        try (RelayPool aging = new RelayPool(this::connect, 2, true, Duration.ofSeconds(60), clock)) {
            ping(aging);
            clock.nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
            ping(aging);
            assertThat(made).hasSize(1);
            clock.nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
            ping(aging);
            assertThat(made).hasSize(2).first().satisfies(first -> assertThat(first.isOpen()).isFalse());
            // The machine slept: its steady clock stood still.
            clock.wallMillis.addAndGet(TimeUnit.HOURS.toMillis(8));
            ping(aging);
            assertThat(made).hasSize(3);
            // Somebody set the clock back.
            clock.wallMillis.set(0);
            ping(aging);
            assertThat(made).hasSize(3);
        }
    }

    @Test
    void idleConnectionsAreClosedThoughNobodyAsksForThem() throws XftpClientException, InterruptedException {
        try (RelayPool aging = new RelayPool(this::connect, 2, true, Duration.ofMillis(20),
                RelayLane.Clock.system())) {
            for (int round = 1; round <= 2; round++) {
                ping(aging);
                while (List.copyOf(made).stream().anyMatch(RelayConnection::isOpen)) {
                    Thread.sleep(5);
                }
                assertThat(made).hasSize(round);
            }
        }
    }

    private RelayAddress relay() {
        return started.orElseThrow();
    }

    private void ping() throws XftpClientException {
        ping(pool);
    }

    private void ping(RelayPool chosen) throws XftpClientException {
        chosen.call(relay(), connection -> {
            connection.ping();
            return connection;
        });
    }

    private static void await(CountDownLatch latch) throws XftpClientException {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        }
    }
}
