package org.xftp.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.FailureKind;
import org.xftp.client.FaultProxy;
import org.xftp.client.RetryPolicy;
import org.xftp.client.TestRelays;
import org.xftp.client.TransferListener;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.XftpClientException;
import org.xftp.client.pool.ReplicaSweep.Outcome;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.relay.RelaySettings;
import org.xftp.client.transfer.Progress;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;
import org.xftp.transport.TransportClient;

@Timeout(60)
class ReplicaSweepTest {
    private static final int COUNT = 40;
    private static final int SIZE = 64 << 10;
    private static final RetryPolicy QUICK = new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(4));

    private final TransportClient transport = new TransportClient(1);
    private final RelaySettings settings = RelaySettings.standard();
    private final SecureRandom random = new SecureRandom();
    private final Retrier retrier = new Retrier(QUICK, new RelayHealths(), random, System::nanoTime);

    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);

    @AfterEach
    void stop() {
        retrier.close();
        transport.close();
    }

    @Test
    void sixteenCommandsShareAConnection() throws Exception {
        try (FaultProxy proxy = proxy()) {
            List<Replica> replicas = register(proxy, COUNT);

            assertThat(delete(proxy, true, replicas)).isEqualTo(new Outcome(COUNT, 0, 0, null));
            assertThat(proxy.accepted()).as("one that registered, three that deleted").isEqualTo(1 + 3);
            assertThat(running.counts(0).deleted()).isEqualTo(COUNT);
        }
    }

    @Test
    void wherePoolsKeepRequestsApartEachHasItsConnection() throws Exception {
        try (FaultProxy proxy = proxy()) {
            List<Replica> replicas = register(proxy, 5);

            assertThat(delete(proxy, false, replicas)).isEqualTo(new Outcome(5, 0, 0, null));
            assertThat(proxy.accepted()).isEqualTo(1 + 5);
        }
    }

    @Test
    void eachCommandHasItsOwnAnswer() throws Exception {
        try (FaultProxy proxy = proxy()) {
            List<Replica> replicas = register(proxy, COUNT);
            List<Replica> everyThird = new ArrayList<>();
            for (int i = 0; i < COUNT; i += 3) {
                everyThird.add(replicas.get(i));
            }
            delete(proxy, true, everyThird);

            Outcome outcome = delete(proxy, true, replicas);

            assertThat(outcome).isEqualTo(new Outcome(COUNT - everyThird.size(), everyThird.size(), 0, null));
        }
    }

    @Test
    void whatAConnectionLeftUndecidedGoesOverTheNextOnes() throws Exception {
        try (FaultProxy proxy = proxy()) {
            List<Replica> replicas = register(proxy, COUNT);
            // Enough for the handshake and a few commands, never for sixteen at a time.
            proxy.cutEach(() -> 150_000, FaultProxy.Ending.RESET);

            Outcome outcome = delete(proxy, true, replicas);

            assertThat(outcome.failed()).as("%s", outcome).isZero();
            assertThat(outcome.done() + outcome.gone()).isEqualTo(COUNT);
            assertThat(running.counts(0).deleted()).isEqualTo(COUNT);
            assertThat(proxy.accepted()).isGreaterThan(1 + 3);
        }
    }

    @Test
    void aRelayThatIsAwayLeavesAllUndecided() throws Exception {
        try (FaultProxy proxy = proxy()) {
            List<Replica> replicas = register(proxy, COUNT);
            proxy.refuse(true);

            Outcome outcome = delete(proxy, true, replicas);

            assertThat(outcome.failed()).isEqualTo(COUNT);
            assertThat(outcome.failure()).isNotNull().extracting(XftpClientException::kind)
                    .isEqualTo(FailureKind.NETWORK);
        }
    }

    private FaultProxy proxy() throws IOException {
        return FaultProxy.to(running.addresses().getFirst());
    }

    private RelayAddress relay(FaultProxy proxy) {
        return proxy.address(running.addresses().getFirst());
    }

    /** Chunks without bytes: to delete them takes no more. */
    private List<Replica> register(FaultProxy proxy, int count) throws XftpClientException {
        List<Replica> replicas = new ArrayList<>();
        try (RelayConnection connection = RelayConnection.connect(transport, relay(proxy), settings)) {
            for (int i = 0; i < count; i++) {
                Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
                SenderIds ids = connection.register(new NewChunk(key.publicKey(), SIZE, Digest.of(new byte[32]),
                        List.of(Ed25519PrivateKey.generate(random).publicKey()), Optional.empty()), key);
                replicas.add(new Replica(relay(proxy), ids.senderId(), key));
            }
        }
        return replicas;
    }

    private Outcome delete(FaultProxy proxy, boolean reuse, List<Replica> replicas) throws XftpClientException {
        List<Chunk> chunks = new ArrayList<>();
        for (Replica replica : replicas) {
            chunks.add(new Chunk(chunks.size() + 1, SIZE, Digest.of(new byte[32]), List.of(replica)));
        }
        FileDescription description = FileDescription.of(Party.SENDER, FileDigest.of(new byte[64]),
                Secret.random(random), Nonce.random(random), chunks, Optional.empty());
        List<Long> heard = new ArrayList<>();
        TransferListener listener = new TransferListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                heard.add(done);
            }
        };
        try (RelayPool pool = new RelayPool(address -> RelayConnection.connect(transport, relay(proxy), settings), 8,
                reuse)) {
            Outcome outcome = new ReplicaSweep(pool, retrier, 8).send(description, RelayConnection::delete,
                    Progress.ofReplicas(listener, Phase.DELETING, description));
            assertThat(heard).as("progress").isSorted().hasSize(replicas.size() + 1)
                    .endsWith((long) replicas.size());
            return outcome;
        }
    }
}
