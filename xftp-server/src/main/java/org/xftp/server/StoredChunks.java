package org.xftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.monitor.StoreMetrics;
import org.xftp.store.ChunkBodies;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkStore;
import org.xftp.store.SweepOutcome;
import org.xftp.store.file.FileBodies;
import org.xftp.store.sqlite.SqliteIndex;

/** Opens the store that the settings describe. */
final class StoredChunks {
    private static final System.Logger LOG = System.getLogger(StoredChunks.class.getName());
    private static final String INDEX = "file-server-index.sqlite";

    private StoredChunks() {}

    static ChunkStore open(RelaySettings settings, SecureRandom random, StoreMetrics metrics)
            throws IOException {
        Files.createDirectories(settings.stateDirectory());
        Path file = settings.stateDirectory().resolve(INDEX);
        ChunkIndex index = metrics.measuring(SqliteIndex.open(file));
        try {
            return open(settings, index, random);
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private static ChunkStore open(RelaySettings settings, ChunkIndex index, SecureRandom random) throws IOException {
        ChunkBodies bodies = FileBodies.open(settings.filesDirectory(), random);
        try {
            var store = ChunkStore.open(index, bodies, settings.storageQuota());
            store.sweepInBackground(StoredChunks::report);
            return store;
        } catch (IOException | RuntimeException e) {
            bodies.close();
            throw e;
        }
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
