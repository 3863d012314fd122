package org.xftp.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.xftp.server.command.ChunkSink;
import org.xftp.server.command.SlowPeerException;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.ServerStream;

/** A reply that a chunk goes out in. */
record StreamSink(ServerStream stream, ByteOutput output, Places places) implements ChunkSink {
    @Override
    public void send(int length, Duration patience, Filler filler) throws IOException {
        try {
            stream.awaitRoom(length, patience);
        } catch (SocketTimeoutException e) {
            throw new SlowPeerException(e);
        }
        places.work(buffer -> {
            filler.fill(buffer, length);
            output.write(buffer, 0, length);
            return length;
        });
    }
}
