package org.xftp.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkIndexContract;

class SqliteIndexTest extends ChunkIndexContract {
    @Override
    protected ChunkIndex open(Path directory) throws IOException {
        return SqliteIndex.open(directory.resolve("store.db"));
    }
}
