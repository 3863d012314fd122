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

    /** Adds up to {@code most} bytes to the target, and the promises of writes that are used up to those. */
    void read(ByteBuf target, int most, List<ChannelPromise> usedUp) {
        int left = most;
        for (Write write = writes.peek(); write != null; write = writes.peek()) {
            int n = Math.min(left, write.bytes.readableBytes());
            target.writeBytes(write.bytes, n);
            left -= n;
            if (write.bytes.isReadable()) {
                break;
            }
            writes.remove();
            write.bytes.release();
            usedUp.add(write.promise);
        }
        bytes -= most - left;
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
