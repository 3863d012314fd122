package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.server.config.RelayLimits;
import org.xftp.transport.AdmissionLimits;
import org.xftp.transport.ClientAddress;

@Timeout(60)
class TransferPlacesTest {
    private static final Optional<ClientAddress> ONE = Optional.of(new ClientAddress(1, false));
    private static final Optional<ClientAddress> OTHER = Optional.of(new ClientAddress(2, false));
    private static final Optional<ClientAddress> PROXY = Optional.empty();
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch peersMove = new CountDownLatch(1);

    @AfterEach
    void end() {
        peersMove.countDown();
        threads.close();
    }

    private static TransferPlaces places(int count, Duration patience) {
        return new TransferPlaces(RelayLimits.STANDARD.withTransfers(count).withBlock(patience));
    }

    /** Transfers whose peers do nothing, all of them in their places. */
    private List<Future<?>> silent(TransferPlaces places, Optional<ClientAddress> client, int count) throws Exception {
        return silent(places, client, count, () -> {});
    }

    /** The same, ended so. */
    private List<Future<?>> silent(TransferPlaces places, Optional<ClientAddress> client, int count, Runnable cancel)
            throws Exception {
        var running = new CountDownLatch(count);
        List<Future<?>> transfers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transfers.add(threads.submit(() -> {
                places.run(client, cancel, () -> {
                    running.countDown();
                    awaitPeers();
                });
                return true;
            }));
        }
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        return transfers;
    }

    private void awaitPeers() throws IOException {
        try {
            peersMove.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void transfer(TransferPlaces places, Optional<ClientAddress> client) throws IOException {
        places.run(client, () -> {}, () -> {});
    }

    @Test
    void oneAddressLeavesPlacesToOthers() throws Exception {
        var places = places(8, LONG);
        silent(places, ONE, 2);
        var more = threads.submit(() -> {
            transfer(places, ONE);
            return true;
        });
        transfer(places, OTHER);
        transfer(places, PROXY);
        assertThat(more).as("waits for its own").isNotDone();
        peersMove.countDown();
        assertThat(more.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWaitsBeyondAShareTakesNoPlace() throws Exception {
        var places = places(4, SHORT);
        silent(places, ONE, 1);
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(threads.submit(() -> {
                transfer(places, ONE);
                return true;
            }));
        }
        silent(places, PROXY, 3);
        for (var one : waiting) {
            assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
        }
        assertThat(places.isExhausted()).as("its own fault").isFalse();
    }

    @Test
    void theMachinesOwnAddressesHaveNoShare() throws Exception {
        var places = places(8, LONG);
        silent(places, PROXY, 7);
        transfer(places, ONE);
        assertThat(places.known()).isZero();
    }

    @Test
    void aShareCanBeOff() throws Exception {
        var limits = RelayLimits.STANDARD;
        var places = new TransferPlaces(new RelayLimits(limits.block(), limits.upload(), limits.download(), 4,
                AdmissionLimits.UNLIMITED, limits.stop(), limits.transport()));
        silent(places, ONE, 4);
    }

    @Test
    void whoeverHasMostMakesRoomForOthers() throws Exception {
        var places = places(8, SHORT);
        var ended = new AtomicInteger();
        for (int i = 10; i < 14; i++) {
            silent(places, Optional.of(new ClientAddress(i, false)), 2, ended::incrementAndGet);
        }
        silent(places, OTHER, 1);
        assertThat(ended.get()).isEqualTo(1);
        assertThatThrownBy(() -> transfer(places, OTHER)).as("would have more than whoever has most")
                .isInstanceOf(IOException.class);
        assertThat(ended.get()).isEqualTo(1);
    }

    @Test
    void tellsForAWhileThatAllPlacesWereTaken() throws Exception {
        var places = places(4, SHORT);
        silent(places, PROXY, 4);
        assertThat(places.isExhausted()).isFalse();
        assertThatThrownBy(() -> transfer(places, OTHER)).isInstanceOf(IOException.class);
        while (places.isExhausted()) {
            Thread.sleep(10);
        }
        peersMove.countDown();
        transfer(places, OTHER);
    }

    @Test
    void addressesAreForgotten() throws Exception {
        var places = places(8, SHORT);
        var transfers = silent(places, ONE, 2);
        assertThatThrownBy(() -> transfer(places, ONE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> places.run(OTHER, () -> {}, () -> {
            throw new IOException("peer is gone");
        })).hasMessage("peer is gone");
        assertThat(places.known()).isEqualTo(1);

        peersMove.countDown();
        for (var transfer : transfers) {
            transfer.get(20, TimeUnit.SECONDS);
        }
        assertThat(places.known()).isZero();
    }
}
