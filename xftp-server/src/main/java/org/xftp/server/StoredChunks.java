package org.xftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.monitor.StoreMetrics;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkStore;
import org.xftp.store.FreeSpace;
import org.xftp.store.SweepOutcome;
import org.xftp.store.Totals;
import org.xftp.store.file.FileBodies;
import org.xftp.store.file.FileBodies.FlatBodies;
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

    static ChunkStore open(RelaySettings settings, SecureRandom random, StoreMetrics metrics)
            throws IOException {
        Files.createDirectories(settings.stateDirectory());
        SqliteIndex opened = SqliteIndex.open(index(settings.stateDirectory()));
        ChunkIndex index = metrics.measuring(opened);
        try {
            return open(settings, index, flatBodies(opened), random);
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** The official relay's bodies can be swept only when this index has all of its records. */
    private static FlatBodies flatBodies(SqliteIndex index) throws IOException {
        return index.importedLog().filter(ImportedLog::complete).isPresent() ? FlatBodies.OWN : FlatBodies.FOREIGN;
    }

    private static ChunkStore open(RelaySettings settings, ChunkIndex index, FlatBodies flat, SecureRandom random)
            throws IOException {
        var bodies = FileBodies.open(settings.filesDirectory(), random, flat);
        try {
            var store = ChunkStore.open(index, bodies, settings.storageQuota(), freeSpace(bodies, settings));
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
