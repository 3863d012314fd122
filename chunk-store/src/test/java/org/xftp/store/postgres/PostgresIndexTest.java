package org.xftp.store.postgres;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkIndexContract;

@ExtendWith(SharedPostgres.class)
class PostgresIndexTest extends ChunkIndexContract {
    private final PostgresServer server;

    PostgresIndexTest(PostgresServer server) {
        this.server = server;
    }

    @Override
    protected ChunkIndex open(Path directory) throws IOException {
        return PostgresIndex.open(server.settings("contract_" + Integer.toHexString(directory.hashCode())));
    }
}
