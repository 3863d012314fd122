package org.xftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.RemoteStore;
import org.xftp.server.monitor.StoreMetrics;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.store.ChunkBodies;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkStore;
import org.xftp.store.FreeSpace;
import org.xftp.store.SweepOutcome;
import org.xftp.store.Totals;
import org.xftp.store.file.FileBodies;
import org.xftp.store.file.FileBodies.FlatBodies;
import org.xftp.store.postgres.PostgresIndex;
import org.xftp.store.s3.S3Bodies;
import org.xftp.store.sqlite.ImportedLog;
import org.xftp.store.sqlite.SqliteIndex;

/** Opens the store that the settings describe. */
public final class StoredChunks {
    private static final System.Logger LOG = System.getLogger(StoredChunks.class.getName());

    private StoredChunks() {}

    /** The file of the index in this state directory. */
    public static Path index(Path stateDirectory) {
        return StoreFiles.of(stateDirectory, stateDirectory).index();
    }

    /**
     * What is on record in this state directory; empty when nothing ever was. Opens the index for a moment.
     *
     * @throws IOException also when a relay is running on it
     */
    public static Optional<Totals> totals(Path stateDirectory) throws IOException {
        Path file = index(stateDirectory);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var opened = SqliteIndex.open(file)) {
            return Optional.of(opened.totals());
        }
    }

    /**
     * Looks at the store as far as it lies elsewhere; changes nothing.
     *
     * @return what is on record in a remote index; empty when there is nothing yet, or the index is not remote
     * @throws IOException when a part of it cannot be used, in one line
     */
    public static Optional<Totals> lookAt(RemoteStore remote) throws IOException {
        if (remote.bodies().isPresent()) {
            S3Bodies.open(remote.bodies().get()).close();
        }
        return remote.index().isPresent() ? PostgresIndex.look(remote.index().get()) : Optional.empty();
    }

    static ChunkStore open(RelaySettings settings, SecureRandom random, StoreMetrics metrics)
            throws IOException {
        Files.createDirectories(settings.stateDirectory());
        Opened opened = openIndex(settings);
        ChunkIndex index = metrics.measuring(opened.index());
        try {
            return open(settings, index, opened.knowsFlatBodies() ? FlatBodies.OWN : FlatBodies.FOREIGN, random);
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** An index, and whether bodies that lie where the official relay puts them are all on record there. */
    private record Opened(ChunkIndex index, boolean knowsFlatBodies) {}

    /** The official relay's bodies can be swept only when the index has all of its records. */
    private static Opened openIndex(RelaySettings settings) throws IOException {
        if (settings.remote().index().isPresent()) {
            return new Opened(PostgresIndex.open(settings.remote().index().get()), false);
        }
        SqliteIndex embedded = SqliteIndex.open(index(settings.stateDirectory()));
        try {
            return new Opened(embedded, embedded.importedLog().filter(ImportedLog::complete).isPresent());
        } catch (IOException e) {
            embedded.close();
            throw e;
        }
    }

    private static ChunkStore open(RelaySettings settings, ChunkIndex index, FlatBodies flat, SecureRandom random)
            throws IOException {
        if (settings.remote().bodies().isPresent()) {
            return open(settings, index, S3Bodies.open(settings.remote().bodies().get()), FreeSpace.unwatched());
        }
        var bodies = FileBodies.open(settings.filesDirectory(), random, flat);
        return open(settings, index, bodies, freeSpace(bodies, settings));
    }

    private static ChunkStore open(RelaySettings settings, ChunkIndex index, ChunkBodies bodies, FreeSpace disk)
            throws IOException {
        try {
            var store = ChunkStore.open(index, bodies, settings.storageQuota(), disk);
            store.sweepInBackground(StoredChunks::report);
            return store;
        } catch (IOException | RuntimeException e) {
            bodies.close();
            throw e;
        }
    }

    private static FreeSpace freeSpace(FileBodies bodies, RelaySettings settings) {
        return settings.minFreeDisk() == 0
                ? FreeSpace.unwatched()
                : FreeSpace.keeping(bodies::usableBytes, settings.minFreeDisk(), System::nanoTime);
    }

    private static void report(SweepOutcome outcome) {
        switch (outcome) {
            case SweepOutcome.Finished(var _, long removed) when removed > 0 -> LOG.log(System.Logger.Level.INFO,
                    "removed {0} bodies that no record knows", removed);
            case SweepOutcome.Finished _,SweepOutcome.Stopped _ -> {}
            case SweepOutcome.Failed(IOException cause) -> LOG.log(System.Logger.Level.WARNING,
                    "the sweep for unknown bodies failed: {0}", cause.getMessage());
        }
    }
}
