package org.xftp.server.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.Relay;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.config.ControlPassword;
import org.xftp.server.config.ControlSettings;
import org.xftp.server.config.MinimumRate;
import org.xftp.server.config.RelayLimits;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.transport.TransportLimits;

/** Relays of each kind, started on first use in a directory of their own. */
final class Relays implements AutoCloseable {
    private final Path directory;
    private final SecureRandom random;
    private final Map<RelayKind, TestRelay> running = new EnumMap<>(RelayKind.class);

    Relays(Path directory, SecureRandom random) {
        this.directory = directory;
        this.random = random;
    }

    synchronized TestRelay get(RelayKind kind) throws IOException {
        TestRelay relay = running.get(kind);
        if (relay == null) {
            relay = start(kind);
            running.put(kind, relay);
        }
        return relay;
    }

    @Override
    public synchronized void close() {
        running.values().forEach(TestRelay::close);
        running.clear();
    }

    /** Removes a directory and all in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private TestRelay start(RelayKind kind) throws IOException {
        Path files = directory.resolve(kind + "-files");
        SignatureAlgorithm algorithm = switch (kind) {
            case ED25519, HURRIED, IMPATIENT -> SignatureAlgorithm.ED25519;
            case PLAIN, WEB, PASSWORD, UPLOADS_OFF, QUOTA -> SignatureAlgorithm.ED448;
        };
        RelayIdentity identity = TemporaryIdentity.create(algorithm, "localhost", Instant.now(), random);
        RelaySettings common = RelaySettings.local(identity, files, directory.resolve(kind + "-state"))
                .withControl(new ControlSettings(0, Optional.of(new ControlPassword(TestRelay.ADMIN_PASSWORD)),
                        Optional.of(new ControlPassword(TestRelay.USER_PASSWORD))));
        Relay relay = Relay.start(special(kind, common));
        return new Running(relay, Bytes.of(identity.keyHash().toArray()), files);
    }

    private RelaySettings special(RelayKind kind, RelaySettings common) {
        return switch (kind) {
            case PLAIN, ED25519 -> common;
            case WEB -> common.withWeb(WebCertificate.make(random));
            case PASSWORD -> common.withCreatePassword(Password.of("pw1"));
            case UPLOADS_OFF -> common.withNewFiles(false);
            case QUOTA -> common.withStorageQuota(300 * 1024);
            case HURRIED -> common.withLimits(hurried());
            case IMPATIENT -> common.withLimits(impatient());
        };
    }

    /**
     * A hundredth of the standard limits on requests, at a hundred times their rate; three hundredths for a block, as it
     * is everybody's limit, and even a busy machine sends one in that time.
     */
    private static RelayLimits hurried() {
        RelayLimits limits = RelayLimits.STANDARD;
        TransportLimits transport = limits.transport();
        return new RelayLimits(hundredth(limits.block()).multipliedBy(3), hundredth(limits.upload()),
                hundredth(limits.download()),
                limits.transfers(), limits.transfersPerAddress(), limits.stop(),
                new TransportLimits(transport.handshake(), transport.setup(), hundredth(transport.read()),
                        hundredth(transport.writeStall()), transport.inactive(), transport.inactiveCheck(),
                        hundredth(transport.discard()), transport.discardBytes(), transport.admission(),
                        transport.streams(), transport.requests(), transport.headerBytes(), transport.bufferedBytes()));
    }

    private static MinimumRate hundredth(MinimumRate rate) {
        return new MinimumRate(hundredth(rate.grace()), rate.bytesPerSecond() * 100);
    }

    /** Not a hundredth of the limits on connections: even a busy machine shakes hands in that time. */
    private static RelayLimits impatient() {
        RelayLimits limits = hurried().withBlock(hundredth(RelayLimits.STANDARD.block()));
        return limits.withTransport(limits.transport().withSetup(TestRelay.SHORT_HANDSHAKE,
                TestRelay.SHORT_HANDSHAKE.multipliedBy(2)));
    }

    private static Duration hundredth(Duration limit) {
        return limit.dividedBy(100);
    }

    private record Running(Relay relay, Bytes keyHash, Path files) implements TestRelay {
        @Override
        public int port() {
            return relay.port();
        }

        @Override
        public int controlPort() {
            return relay.controlPort().orElseThrow();
        }

        @Override
        public void close() {
            relay.close();
        }
    }
}
