package org.xftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.monitor.ConnectionMetrics;
import org.xftp.server.monitor.RelayFacts;
import org.xftp.store.ChunkStore;
import org.xftp.store.Totals;
import org.xftp.transport.TransportServer;

/** Reads off a relay what monitoring tells of it. */
record RunningFacts(RelaySettings settings, String version, Instant started, InstantSource clock, ChunkStore store,
        TransportServer transport, RelayCertificates certificates, ConnectionMetrics connected,
        BooleanSupplier isServing, BooleanSupplier isExhausted) implements RelayFacts {
    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public boolean serving() {
        return isServing.getAsBoolean();
    }

    @Override
    public boolean transfersExhausted() {
        return isExhausted.getAsBoolean();
    }

    @Override
    public long connections() {
        return connected.open();
    }

    @Override
    public long requests() {
        return transport.runningRequests();
    }

    @Override
    public Totals totals() throws IOException {
        return store.totals();
    }

    @Override
    public long usedBytes() throws IOException {
        return store.usedBytes();
    }

    @Override
    public long quotaBytes() {
        return settings.storageQuota();
    }

    @Override
    public long diskFreeBytes() throws IOException {
        return Files.getFileStore(disk()).getUsableSpace();
    }

    @Override
    public long diskSizeBytes() throws IOException {
        return Files.getFileStore(disk()).getTotalSpace();
    }

    @Override
    public long minFreeBytes() {
        return bodiesAreHere() ? settings.minFreeDisk() : 0;
    }

    @Override
    public Optional<String> unwritable() {
        return (settings.remote().objects().isPresent() ? away() : Optional.<String>empty())
                .or(() -> settings.remote().usesDirectory()
                        ? unwritable(settings.filesDirectory(), "the directory of chunks")
                        : Optional.empty())
                .or(() -> unwritable(settings.stateDirectory(), "the log directory"));
    }

    private boolean bodiesAreHere() {
        return settings.remote().bodies().isEmpty();
    }

    /** Where something of this relay lies in any case. */
    private Path disk() {
        return bodiesAreHere() ? settings.filesDirectory() : settings.stateDirectory();
    }

    private Optional<String> away() {
        try {
            store.checkBodies();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the object store of chunks cannot be used");
        }
    }

    private static Optional<String> unwritable(Path directory, String name) {
        return Files.isWritable(directory) ? Optional.empty() : Optional.of(name + " cannot be written to");
    }

    @Override
    public Instant certificateEnds() {
        return certificates.expiry().relay();
    }

    @Override
    public Optional<Instant> webCertificateEnds() {
        return certificates.expiry().web();
    }
}
