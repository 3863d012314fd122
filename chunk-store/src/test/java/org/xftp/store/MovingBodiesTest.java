package org.xftp.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.xftp.store.file.FileBodies;

/** New bodies behave as those of one place. */
class MovingBodiesTest extends ChunkBodiesContract {
    @Override
    protected ChunkBodies open(Path directory) throws IOException {
        return new MovingBodies(FileBodies.open(directory.resolve("to"), new SecureRandom()),
                FileBodies.open(directory.resolve("from"), new SecureRandom()));
    }
}
