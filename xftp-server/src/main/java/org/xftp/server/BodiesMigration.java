package org.xftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.server.config.RemoteStore;
import org.xftp.store.BodyMove.Progress;
import org.xftp.store.ChunkIndex;

/**
 * Moves the bytes of chunks while no relay does (docs/SCALING.md, moving).
 *
 * @param stateDirectory of the index, and of {@link MoveStatus}
 * @param filesDirectory of {@code [FILES] path}
 * @param minFreeDisk bytes that are left free there
 * @param random for names of temporary files
 */
public record BodiesMigration(Path stateDirectory, Path filesDirectory, RemoteStore remote, long minFreeDisk,
        SecureRandom random) {
    /**
     * Moves all that is left.
     *
     * @param listener told about once a second how far it is
     * @return how it ended
     * @throws IOException in one line, when a place or the index fails, another process uses the store, or the disk that
     *     bytes are to come from is not there
     */
    public Progress run(Consumer<MoveStatus> listener) throws IOException {
        Files.createDirectories(stateDirectory);
        try (var index = StoredChunks.openIndex(stateDirectory, remote)) {
            BodyPlaces.requireFrom(remote, filesDirectory, index.totals().storedBytes());
            return run(index, listener);
        }
    }

    private Progress run(ChunkIndex index, Consumer<MoveStatus> listener) throws IOException {
        try (var places = BodyPlaces.open(remote, filesDirectory, minFreeDisk, false, random)) {
            places.bodies().bind(index.storeId());
            var report = new MoveReport(stateDirectory, remote.bodies().isPresent(), index.totals().storedChunks(),
                    listener, System::nanoTime);
            var progress = places.move(index, Optional.empty(), report).orElseThrow().run().orElseThrow();
            report.done(progress);
            return progress;
        }
    }
}
