package org.xftp.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.xftp.server.command.SlowPeerException;
import org.xftp.server.command.UploadBody;
import org.xftp.server.monitor.RequestMeter;
import org.xftp.transport.ServerStream;

/** The rest of a request's stream as an upload's body. */
record StreamBody(ServerStream stream, Places places, RequestMeter meter) implements UploadBody {
    /** Fewer bytes are not worth the way to the disk, and more must not be waited for. */
    private static final int WORTHWHILE = 16_384;
    private static final Duration NOT_AT_ALL = Duration.ofNanos(1);

    @Override
    public int next(Duration patience, Taker taker) throws IOException {
        awaitBytes(patience);
        return places.work(buffer -> {
            int count = read(buffer);
            if (count > 0) {
                meter.uploadedBytes(count);
                taker.take(buffer, count);
            }
            return count;
        });
    }

    private void awaitBytes(Duration patience) throws IOException {
        try {
            stream.await(WORTHWHILE, patience);
        } catch (SocketTimeoutException fewer) {
            // Those that are there count, and may grant more time.
            stream.readTimeout(NOT_AT_ALL);
        }
    }

    private int read(byte[] buffer) throws IOException {
        try {
            return stream.read(buffer, 0, buffer.length);
        } catch (SocketTimeoutException e) {
            throw new SlowPeerException(e);
        }
    }
}
