package org.xftp.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.xftp.server.command.SlowPeerException;
import org.xftp.server.command.UploadBody;
import org.xftp.transport.ServerStream;

/** The rest of a request's stream as an upload's body. */
record StreamBody(ServerStream stream) implements UploadBody {
    @Override
    public int read(byte[] buffer, int offset, int length, Duration patience) throws IOException {
        stream.readTimeout(patience);
        try {
            return stream.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            var slow = new SlowPeerException();
            slow.initCause(e);
            throw slow;
        }
    }
}
