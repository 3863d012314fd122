package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.client.FaultProxy.Ending;
import org.xftp.client.TransferListener.Phase;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;

/** Whole transfers through networks that are slow, cut connections, or swallow them. */
@Timeout(180)
class BadNetworkTest {
    /** Bytes that make one chunk of 4 MiB. */
    private static final int ONE_CHUNK = 4_000_000;
    private static final RetryPolicy STUBBORN = new RetryPolicy(RetryPolicy.UNLIMITED, Duration.ofMillis(5),
            Duration.ofMillis(100));

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(2, () -> home);
    private final XftpClient client = XftpClient.builder().retries(STUBBORN).build();
    private List<FaultProxy> proxies = List.of();
    private List<RelayAddress> relays = List.of();

    @BeforeEach
    void start() throws IOException {
        FaultProxy first = FaultProxy.to(running.addresses().get(0));
        FaultProxy second = FaultProxy.to(running.addresses().get(1));
        proxies = List.of(first, second);
        relays = List.of(first.address(running.addresses().get(0)), second.address(running.addresses().get(1)));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
    }

    @Test
    void threeHundredMillisecondsOfDelay() throws Exception {
        proxies.getFirst().delay(Duration.ofMillis(300));
        sendAndReceive(relays.subList(0, 1), 500_000);
    }

    /**
     * Nearby twelve connections are the most that have a request on its way, and so many chunks begin before the first
     * request has shown how long the line is. The other two dozen are the ones that could use more.
     */
    @Test
    void aLongLineGetsMoreChunksAtATime() throws Exception {
        proxies.getFirst().delay(Duration.ofMillis(300));
        Path file = TestFiles.write(directory.resolve("file"), 150_000_000);
        client.upload(file, relays.subList(0, 1), 1, TransferListener.NONE);
        assertThat(proxies.getFirst().accepted()).isBetween(13, 18);
    }

    @Test
    void fiftyKilobytesPerSecond() throws Exception {
        proxies.getFirst().limit(50_000);
        sendAndReceive(relays.subList(0, 1), 300_000);
    }

    @Test
    void connectionsThatAreResetInTheMiddle() throws Exception {
        Random random = new Random(5);
        proxies.getFirst().cutEach(() -> 200_000 + random.nextInt(1_500_000), Ending.RESET);
        sendAndReceive(relays.subList(0, 1), 3_000_000);
        assertThat(proxies.getFirst().accepted()).isGreaterThan(3);
    }

    @Test
    void connectionsThatAreClosedInTheMiddle() throws Exception {
        Random random = new Random(6);
        proxies.getFirst().cutEach(() -> 200_000 + random.nextInt(1_500_000), Ending.CLOSE);
        sendAndReceive(relays.subList(0, 1), 3_000_000);
    }

    @Test
    void anOutageOfARelayIsSatOut() throws Exception {
        proxies.getFirst().refuse(true);
        TransferListener listener = new TransferListener() {
            private int retries;

            @Override
            public void retrying(XftpClientException failure, Duration delay) {
                if (++retries == 5) {
                    proxies.getFirst().refuse(false);
                }
            }
        };
        Path file = TestFiles.write(directory.resolve("file"), 100_000);
        FileDescription description = client.upload(file, relays.subList(0, 1), 1, listener).recipients().getFirst();
        assertReceives(description, 100_000);
    }

    @Test
    void aChunkWhoseUploadBrokeIsNotRegisteredAgain() throws Exception {
        // Enough for the handshake and the registration, not for the chunk.
        proxies.getFirst().cutEach(() -> 300_000, Ending.RESET);
        TransferListener listener = new TransferListener() {
            @Override
            public void retrying(XftpClientException failure, Duration delay) {
                proxies.getFirst().cutNone();
            }
        };
        Path file = TestFiles.write(directory.resolve("file"), 3_000_000);
        UploadResult sent = client.upload(file, relays.subList(0, 1), 1, listener);
        assertThat(proxies.getFirst().accepted()).as("connections").isGreaterThan(3);
        assertThat(running.counts(0).created()).isEqualTo(sent.sender().chunks().size());
    }

    @Test
    void aBlackHoleIsNoticedWithinSecondsAndTheNextReplicaTaken() throws Exception {
        FileDescription description;
        try (XftpClient doubling = XftpClient.builder().retries(STUBBORN).replicas(2).build()) {
            Path file = TestFiles.write(directory.resolve("file"), 3_000_000);
            description = doubling.upload(file, relays, 1, TransferListener.NONE).recipients().getFirst();
        }
        Set<RelayAddress> served = ConcurrentHashMap.newKeySet();
        TransferListener listener = new TransferListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.DOWNLOADING) {
                    proxies.getFirst().blackHole(true);
                }
            }

            @Override
            public void chunk(Phase phase, int number, int size, RelayAddress relay) {
                served.add(relay);
            }
        };
        DownloadTarget target = DownloadTarget.in(directory).keeping();
        try (XftpClient quick = XftpClient.builder().retries(STUBBORN)
                .timeouts(new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(60)))
                .build()) {
            assertThat(quick.download(description, target, listener).file())
                    .hasBinaryContent(TestFiles.bytes(3_000_000));
        }
        assertThat(served).containsExactly(relays.get(1));
    }

    @Test
    void aRunningRequestThatFallsSilentIsGivenUpLongBeforeItsTimeout() throws Exception {
        Path file = TestFiles.write(directory.resolve("file"), 1_000_000);
        FileDescription description = client.upload(file, relays.subList(0, 1), 1, TransferListener.NONE).recipients()
                .getFirst();
        proxies.getFirst().limit(50_000);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(2000);
                proxies.getFirst().blackHole(true).limit(0).blackHole(false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        // The timeout of the request is an hour: what ends it is the unanswered PING.
        try (XftpClient patient = XftpClient.builder().retries(STUBBORN)
                .timeouts(new Timeouts(Duration.ofSeconds(20), Duration.ofHours(1), Duration.ZERO)).build()) {
            assertThat(patient.download(description, DownloadTarget.in(directory), TransferListener.NONE).file())
                    .hasBinaryContent(TestFiles.bytes(1_000_000));
        }
    }

    @Test
    void aRelayMuchSlowerThanAnotherIsLeftForIt() throws Exception {
        FileDescription description;
        try (XftpClient doubling = XftpClient.builder().retries(STUBBORN).replicas(2).build()) {
            Path file = TestFiles.write(directory.resolve("file"), 6_000_000);
            description = doubling.upload(file, relays, 1, TransferListener.NONE).recipients().getFirst();
        }
        proxies.getFirst().limit(20_000);
        List<Chunk> slowFirst = description.chunks().stream().map(chunk -> new Chunk(chunk.number(), chunk.size(),
                chunk.digest(), sorted(chunk.replicas()))).toList();
        FileDescription described = new FileDescription(description.party(), description.size(), description.digest(),
                description.key(), description.nonce(), description.chunkSize(), slowFirst, description.redirect());
        assertReceives(described, 6_000_000);
        // At 20 kB/s the half of the chunks would have taken minutes.
        assertThat(proxies.getFirst().downstreamBytes()).isLessThan(2_000_000);
    }

    /** What is told of one phase by time, and what of chunks. */
    private static final class Figures implements TransferListener {
        final List<Long> beforeTheFirstChunk = new ArrayList<>();
        final List<Long> all = new ArrayList<>();
        private final Consumer<Figures> onMove;
        private long done;
        private long total;
        private boolean broken;

        /** @param onMove hears of each figure that comes by time */
        Figures(Consumer<Figures> onMove) {
            this.onMove = onMove;
        }

        @Override
        public void progress(Phase phase, long units, long all) {
            if (phase != Phase.ACKNOWLEDGING) {
                done = units;
                total = all;
            }
        }

        @Override
        public void moved(Phase phase, long units, long all) {
            if (phase != Phase.ACKNOWLEDGING) {
                assertThat(units).isBetween(done, total);
                this.all.add(units);
                if (done == 0) {
                    beforeTheFirstChunk.add(units);
                }
                onMove.accept(this);
            }
        }

        /** Figures of a first chunk that is neither at its beginning nor at its end. */
        Set<Long> partsOfTheFirstChunk() {
            return beforeTheFirstChunk.stream().filter(units -> units > 0 && units < ONE_CHUNK)
                    .collect(Collectors.toSet());
        }

        /** Whether it is the first time. */
        boolean breakOff() {
            boolean first = !broken;
            broken = true;
            return first;
        }

        void assertComplete() {
            assertThat(done).isEqualTo(total).isPositive();
        }

        boolean fell() {
            return IntStream.range(1, all.size()).anyMatch(i -> all.get(i) < all.get(i - 1));
        }
    }

    /** Each replica is a share: two take twice as long, and are no more than the whole. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bytesCountWhileTheirChunkIsOnItsWay(int replicas) throws Exception {
        Path file = TestFiles.write(directory.resolve("file"), ONE_CHUNK);
        // Slow until enough is told: no pause of whoever tells outlasts the chunk.
        Consumer<Figures> onMove = figures -> {
            if (figures.partsOfTheFirstChunk().size() > 2) {
                proxies.forEach(proxy -> proxy.limit(0));
            }
        };
        Figures up = new Figures(onMove);
        Figures down = new Figures(onMove);
        proxies.forEach(proxy -> proxy.limit(1_000_000));
        try (XftpClient replicating = XftpClient.builder().retries(STUBBORN).replicas(replicas).build()) {
            FileDescription description = replicating.upload(file, relays, 1, up).recipients().getFirst();
            assertThat(description.chunks()).hasSize(1);
            proxies.forEach(proxy -> proxy.limit(1_000_000));
            client.download(description, DownloadTarget.in(directory), down);
        }
        for (Figures figures : List.of(up, down)) {
            figures.assertComplete();
            assertThat(figures.beforeTheFirstChunk).isSorted();
            assertThat(figures.partsOfTheFirstChunk()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void whatMovedInAnAttemptThatBrokeIsTakenBack() throws Exception {
        FaultProxy proxy = proxies.getFirst().limit(1_000_000);
        Path file = TestFiles.write(directory.resolve("file"), ONE_CHUNK);
        Figures up = new Figures(figures -> breakOffOnce(figures, proxy));
        FileDescription description = client.upload(file, relays.subList(0, 1), 1, up).recipients().getFirst();
        proxy.limit(1_000_000);
        Figures down = new Figures(figures -> breakOffOnce(figures, proxy));
        client.download(description, DownloadTarget.in(directory), down);
        for (Figures figures : List.of(up, down)) {
            figures.assertComplete();
            assertThat(figures.fell()).as(figures.all.toString()).isTrue();
        }
    }

    /** When half of it is told; slower then, until less is told, and fast at last. */
    private static void breakOffOnce(Figures figures, FaultProxy proxy) {
        if (figures.fell()) {
            proxy.limit(0);
        } else if (figures.all.getLast() >= ONE_CHUNK / 2 && figures.breakOff()) {
            proxy.limit(250_000).cutAll(Ending.RESET);
        }
    }

    private List<Replica> sorted(List<Replica> replicas) {
        return replicas.getFirst().relay().equals(relays.getFirst()) ? replicas : replicas.reversed();
    }

    private void sendAndReceive(List<RelayAddress> over, int size) throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), size);
        assertReceives(client.upload(file, over, 1, TransferListener.NONE).recipients().getFirst(), size);
    }

    private void assertReceives(FileDescription description, int size) throws XftpClientException {
        assertThat(client.download(description, DownloadTarget.in(directory), TransferListener.NONE).file())
                .hasBinaryContent(TestFiles.bytes(size));
    }
}
