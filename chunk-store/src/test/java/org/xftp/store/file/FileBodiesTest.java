package org.xftp.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.xftp.store.ChunkBodies;
import org.xftp.store.ChunkBodiesContract;

class FileBodiesTest extends ChunkBodiesContract {
    @Override
    protected ChunkBodies open(Path directory) throws IOException {
        return FileBodies.open(directory, new SecureRandom());
    }
}
