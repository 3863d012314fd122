package org.xftp.client.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.xftp.transport.ClientStream;
import org.xftp.transport.EarlyReplyException;
import org.xftp.transport.Headers;

/** A request to nobody: gives a reply that is known beforehand, in pieces, and keeps what is written. */
final class FakeStream implements ClientStream {
    private final byte[] reply;
    private final int piece;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int position;
    private int answersAfter = Integer.MAX_VALUE;

    FakeStream(byte[] reply, int piece) {
        this.reply = reply.clone();
        this.piece = piece;
    }

    /** The reply is complete once that many bytes are written. */
    void answersAfter(int bytes) {
        answersAfter = bytes;
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public int read(byte[] b, int off, int len) {
        if (position == reply.length) {
            return -1;
        }
        int count = Math.min(Math.min(len, piece), reply.length - position);
        System.arraycopy(reply, position, b, off, count);
        position += count;
        return count;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        written.write(b, off, len);
        if (written.size() > answersAfter) {
            throw new EarlyReplyException();
        }
    }

    @Override
    public void finish() {}

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Headers headers() {
        return Headers.EMPTY;
    }

    @Override
    public void readTimeout(Duration timeout) {}

    @Override
    public void writeTimeout(Duration timeout) {}

    @Override
    public void onRead(LongConsumer listener) {}

    @Override
    public void cancel() {}
}
