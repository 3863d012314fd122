package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects plaintext and encrypts it in full records and few, large writes. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class RecordWriter {
    /** Ciphertext is handed to the socket in pieces of about this size. */
    private static final int WRITE_BYTES = 1 << 17;

    private final TlsEngine engine;
    private final PendingWrites pending = new PendingWrites();

    RecordWriter(TlsEngine engine) {
        this.engine = engine;
    }

    /** Takes the bytes over; the promise is kept when they are on the socket. */
    void add(ByteBuf plaintext, ChannelPromise promise) {
        pending.add(plaintext, promise);
    }

    /** Drops what waits. */
    void fail(Throwable cause) {
        pending.fail(cause);
    }

    /** Encrypts everything that waits and hands it to the next handler. */
    void encrypt(ChannelHandlerContext ctx) throws IOException {
        while (!pending.isEmpty()) {
            List<ChannelPromise> written = new ArrayList<>();
            try {
                encryptSome(written);
            } catch (IOException e) {
                written.forEach(promise -> promise.tryFailure(e));
                throw e;
            }
            ctx.write(engine.takeOutput()).addListener(f -> complete(written, f));
        }
    }

    /** One write to the socket, and the promises of what it ends. */
    private void encryptSome(List<ChannelPromise> written) throws IOException {
        engine.reserve(Math.min(pending.bytes(), WRITE_BYTES));
        do {
            engine.write(pending, written);
        } while (!pending.isEmpty() && engine.outputBytes() < WRITE_BYTES);
    }

    private static void complete(List<ChannelPromise> promises, Future<?> written) {
        for (ChannelPromise promise : promises) {
            if (written.isSuccess()) {
                promise.trySuccess();
            } else {
                promise.tryFailure(written.cause());
            }
        }
    }
}
