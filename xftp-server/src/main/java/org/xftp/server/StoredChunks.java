package org.xftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.RemoteStore;
import org.xftp.server.monitor.StoreMetrics;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkStore;
import org.xftp.store.SweepOutcome;
import org.xftp.store.Totals;
import org.xftp.store.postgres.PostgresIndex;
import org.xftp.store.s3.S3Bodies;
import org.xftp.store.sqlite.ImportedLog;
import org.xftp.store.sqlite.SqliteIndex;

/** Opens the store that the settings describe. */
public final class StoredChunks {
    private static final System.Logger LOG = System.getLogger(StoredChunks.class.getName());

    /** After a failure of one of the places that bodies move between. */
    private static final Duration MOVE_AGAIN = Duration.ofSeconds(10);

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
     * Does nothing when no process uses the index in this state directory.
     *
     * @throws IOException when one does
     */
    public static void requireUnused(Path stateDirectory) throws IOException {
        SqliteIndex.requireUnused(index(stateDirectory));
    }

    /**
     * Looks at the store as far as it lies elsewhere; changes nothing.
     *
     * @return what is on record in a remote index; empty when there is nothing yet, or the index is not remote
     * @throws IOException when a part of it cannot be used, in one line
     */
    public static Optional<Totals> lookAt(RemoteStore remote) throws IOException {
        if (remote.objects().isPresent()) {
            S3Bodies.open(remote.objects().get()).close();
        }
        return remote.index().isPresent() ? PostgresIndex.look(remote.index().get()) : Optional.empty();
    }

    /**
     * Tells of bytes of chunks that lie in the directory of {@code [FILES] path}, though the settings do not use it.
     *
     * @throws IOException when that directory cannot be read
     */
    public static Optional<String> unusedBodies(RemoteStore remote, Path filesDirectory) throws IOException {
        return BodyPlaces.remark(remote, filesDirectory);
    }

    /**
     * Tells that all bytes of chunks that are to be in the directory of {@code [FILES] path} are missing there, as when
     * its disk is not mounted.
     *
     * @param storedBytes of the chunks on record
     * @throws IOException when that directory cannot be read
     */
    public static Optional<String> missingBodies(RemoteStore remote, Path filesDirectory, long storedBytes)
            throws IOException {
        return BodyPlaces.missing(remote, filesDirectory, storedBytes);
    }

    static ChunkStore open(RelaySettings settings, SecureRandom random, StoreMetrics metrics)
            throws IOException {
        Files.createDirectories(settings.stateDirectory());
        Opened opened = open(settings.stateDirectory(), settings.remote());
        ChunkIndex index = metrics.measuring(opened.index());
        try {
            return open(settings, index, opened.knowsFlatBodies(), random);
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** An index, and whether bodies that lie where the official relay puts them are all on record there. */
    private record Opened(ChunkIndex index, boolean knowsFlatBodies) {}

    static ChunkIndex openIndex(Path stateDirectory, RemoteStore remote) throws IOException {
        return open(stateDirectory, remote).index();
    }

    /** The official relay's bodies can be swept only when the index has all of its records. */
    private static Opened open(Path stateDirectory, RemoteStore remote) throws IOException {
        if (remote.index().isPresent()) {
            return new Opened(PostgresIndex.open(remote.index().get()), false);
        }
        SqliteIndex embedded = SqliteIndex.open(index(stateDirectory));
        try {
            return new Opened(embedded, embedded.importedLog().filter(ImportedLog::complete).isPresent());
        } catch (IOException e) {
            embedded.close();
            throw e;
        }
    }

    private static ChunkStore open(RelaySettings settings, ChunkIndex index, boolean knowsFlat, SecureRandom random)
            throws IOException {
        long stored = index.totals().storedBytes();
        BodyPlaces.requireFrom(settings.remote(), settings.filesDirectory(), stored);
        var places = BodyPlaces.open(settings.remote(), settings.filesDirectory(), settings.minFreeDisk(), knowsFlat,
                random);
        try {
            missingBodies(settings.remote(), settings.filesDirectory(), stored)
                    .ifPresent(line -> LOG.log(System.Logger.Level.WARNING, line));
            var store = ChunkStore.open(index, places.bodies(), settings.storageQuota(), places.room());
            move(settings, index, places, store);
            store.sweepInBackground(StoredChunks::report);
            return store;
        } catch (IOException | RuntimeException e) {
            places.close();
            throw e;
        }
    }

    private static void move(RelaySettings settings, ChunkIndex index, BodyPlaces places, ChunkStore store)
            throws IOException {
        if (places.transfer().isEmpty()) {
            MoveStatus.remove(settings.stateDirectory());
            return;
        }
        var report = new MoveReport(settings.stateDirectory(), settings.remote().bodies().isPresent(),
                index.totals().storedChunks(), _ -> {}, System::nanoTime);
        store.moveInBackground(places.move(index, Optional.of(MOVE_AGAIN), report).orElseThrow(), report::done);
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
