package org.xftp.store.s3;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.ChunkBodies;
import org.xftp.store.ChunkBodiesContract;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BodiesTest extends ChunkBodiesContract {
    private S3Server server;

    @BeforeAll
    void start(@TempDir Path objects) throws IOException {
        server = S3Server.start(objects);
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected ChunkBodies open(Path directory) throws IOException {
        return S3Bodies.open(server.settings(Integer.toHexString(directory.hashCode()) + "/"));
    }
}
