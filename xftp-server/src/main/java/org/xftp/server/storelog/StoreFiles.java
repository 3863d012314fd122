package org.xftp.server.storelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xftp.store.sqlite.SqliteIndex;

/**
 * Where a relay's store lies.
 *
 * @param index the records of chunks
 * @param log the official relay's records
 * @param bodies directory of chunk bodies
 */
public record StoreFiles(Path index, StoreLogFile log, Path bodies) {
    /** In these two directories of a relay's settings. */
    public static StoreFiles of(Path stateDirectory, Path filesDirectory) {
        return new StoreFiles(stateDirectory.resolve("file-server-index.sqlite"),
                new StoreLogFile(stateDirectory.resolve("file-server-store.log")), filesDirectory);
    }

    /**
     * How many chunks the index holds; 0 when there is none.
     *
     * @throws IOException when it cannot be read or another process uses it, in one line
     */
    public long chunks() throws IOException {
        if (!Files.exists(index)) {
            return 0;
        }
        try (var open = SqliteIndex.open(index)) {
            return open.totals().chunks();
        }
    }
}
