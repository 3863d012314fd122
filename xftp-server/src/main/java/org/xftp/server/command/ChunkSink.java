package org.xftp.server.command;

import java.io.IOException;

/** Where the bytes of a chunk go on their way out; blocks while the peer takes none. */
@FunctionalInterface
public interface ChunkSink {
    void write(byte[] bytes, int offset, int length) throws IOException;
}
