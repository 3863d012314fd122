package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Plaintext that waits for encryption, read out in pieces of a record's size whatever the sizes of the writes. */
final class PendingWrites {
    private record Write(ByteBuf bytes, ChannelPromise promise) {}

    private final ArrayDeque<Write> writes = new ArrayDeque<>();
    private int bytes;

    void add(ByteBuf data, ChannelPromise promise) {
        writes.add(new Write(data, promise));
        bytes += data.readableBytes();
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    int bytes() {
        return bytes;
    }

    /** Fills {@code target} as far as possible and adds the promises of the writes that were used up. */
    void read(ByteBuf target, List<ChannelPromise> usedUp) {
        for (Write write = writes.peek(); write != null; write = writes.peek()) {
            int n = Math.min(target.writableBytes(), write.bytes.readableBytes());
            target.writeBytes(write.bytes, n);
            bytes -= n;
            if (write.bytes.isReadable()) {
                return;
            }
            writes.remove();
            write.bytes.release();
            usedUp.add(write.promise);
        }
    }

    void fail(Throwable cause) {
        List<Write> failed = new ArrayList<>(writes);
        writes.clear();
        bytes = 0;
        for (Write write : failed) {
            write.bytes.release();
            write.promise.tryFailure(cause);
        }
    }
}
