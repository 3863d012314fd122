package org.xftp.server.storelog;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import org.xftp.server.config.ConfigException;
import org.xftp.store.ChunkId;
import org.xftp.store.StoreVerification;
import org.xftp.store.StoreVerification.Counts;
import org.xftp.store.StoreVerification.Fault;
import org.xftp.store.file.FileBodies;
import org.xftp.store.file.FileBodies.FlatBodies;
import org.xftp.store.sqlite.SqliteIndex;

/**
 * Compares every body of a stopped relay with its record (docs/RELAY.md, verify).
 *
 * @param random for names of temporary files
 */
public record Verification(StoreFiles files, SecureRandom random) {
    /**
     * Reads index and bodies.
     *
     * @param quarantine whether to set bad bodies aside: their chunks are then answered as without a body, and senders
     *     can upload them again
     * @param listener told what is found, after a bad body was set aside
     * @throws ConfigException when there is no index
     * @throws IOException when storage fails, the index is damaged or another process uses the store, in one line
     */
    public Counts run(boolean quarantine, StoreVerification.Listener listener) throws ConfigException, IOException {
        if (!Files.exists(files.index())) {
            throw new ConfigException(files.index() + " does not exist: there is nothing to verify");
        }
        try (var index = SqliteIndex.open(files.index())) {
            index.check();
            // Before the official relay's records are imported, its bodies are none of ours.
            var flat = index.importedLog().isPresent() ? FlatBodies.OWN : FlatBodies.FOREIGN;
            try (var bodies = FileBodies.open(files.bodies(), random, flat)) {
                bodies.requireBoundTo(index.storeId());
                var found = quarantine ? new Quarantine(bodies, listener) : listener;
                return new StoreVerification(index, bodies, found).run();
            }
        }
    }

    private record Quarantine(FileBodies bodies, StoreVerification.Listener listener)
            implements
                StoreVerification.Listener {
        @Override
        public void found(ChunkId id, Fault fault) throws IOException {
            bodies.quarantine(id);
            listener.found(id, fault);
        }

        @Override
        public void progress(long chunks, long bytes) {
            listener.progress(chunks, bytes);
        }
    }
}
