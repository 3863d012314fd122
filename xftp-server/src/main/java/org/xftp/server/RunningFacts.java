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
        return unusableBodies().or(() -> Files.isWritable(settings.stateDirectory())
                ? Optional.empty()
                : Optional.of("the log directory cannot be written to"));
    }

    private boolean bodiesAreHere() {
        return settings.remote().bodies().isEmpty();
    }

    /** Where something of this relay lies in any case. */
    private Path disk() {
        return bodiesAreHere() ? settings.filesDirectory() : settings.stateDirectory();
    }

    private Optional<String> unusableBodies() {
        try {
            store.checkBodies();
            return Optional.empty();
        } catch (IOException e) {
            if (settings.remote().moving().isPresent()) {
                return Optional.of("one of the two places of chunks cannot be used");
            }
            return Optional.of(bodiesAreHere()
                    ? "the directory of chunks cannot be written to"
                    : "the object store of chunks cannot be used");
        }
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
