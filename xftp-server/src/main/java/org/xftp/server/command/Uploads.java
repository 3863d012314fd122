package org.xftp.server.command;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Reply;
import org.xftp.server.config.RelayLimits;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.BodyCount;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkStore;
import org.xftp.store.Upload;
import org.xftp.store.UploadResult;
import org.xftp.store.UploadStart;

/** FPUT: takes a chunk's bytes to the store as they come and answers after the last (docs/PROTOCOL.md section 3.3). */
final class Uploads {
    private static final int BUFFER = 1 << 16;

    /** Takes bytes of a body. */
    @FunctionalInterface
    private interface Taker {
        void take(byte[] bytes, int length);
    }

    private final ChunkStore store;
    private final RelayLimits limits;
    private final RelayCounters counters;
    private final LongSupplier nanoTime;

    Uploads(ChunkStore store, RelayLimits limits, RelayCounters counters, LongSupplier nanoTime) {
        this.store = store;
        this.limits = limits;
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    Reply put(Chunk chunk, UploadBody body) throws IOException {
        return switch (StoreFailure.ofBodies(() -> store.beginUpload(chunk.id()))) {
            case UploadStart.Started(Upload upload) -> receive(chunk, upload, body);
            case UploadStart.AlreadyStored(BodyCount count) -> drop(chunk, count, body);
            case UploadStart.OverQuota() -> new Failure(ErrorCode.QUOTA);
            case UploadStart.Gone() -> new Failure(ErrorCode.AUTH);
            case UploadStart.Blocked(String reason) -> new Failure(StoreTypes.blocked(reason));
        };
    }

    private Reply receive(Chunk chunk, Upload upload, UploadBody body) throws IOException {
        try {
            transfer(chunk, body, (bytes, length) -> StoreFailure.ofBodies(() -> upload.write(bytes, 0, length)));
            return reply(StoreFailure.ofBodies(upload::finish));
        } catch (SlowPeerException e) {
            return new Failure(ErrorCode.TIMEOUT);
        } finally {
            StoreFailure.ofBodies(upload::close);
        }
    }

    /** The chunk is there: another body of its size changes nothing and is a success (docs/PROTOCOL.md section 9). */
    private Reply drop(Chunk chunk, BodyCount count, UploadBody body) throws IOException {
        try {
            transfer(chunk, body, (_, length) -> count.add(length));
            return count.complete() ? new Ok() : new Failure(ErrorCode.SIZE);
        } catch (SlowPeerException e) {
            return new Failure(ErrorCode.TIMEOUT);
        }
    }

    private Reply reply(UploadResult result) {
        return switch (result) {
            case UploadResult.Stored() -> {
                counters.uploaded();
                yield new Ok();
            }
            case UploadResult.AlreadyStored() -> new Ok();
            case UploadResult.SizeMismatch() -> new Failure(ErrorCode.SIZE);
            case UploadResult.DigestMismatch() -> new Failure(ErrorCode.DIGEST);
            case UploadResult.Gone() -> new Failure(ErrorCode.AUTH);
            case UploadResult.Blocked(String reason) -> new Failure(StoreTypes.blocked(reason));
        };
    }

    /** Reads to the peer's last byte, in pieces as large as the buffer: peers send them smaller. */
    private void transfer(Chunk chunk, UploadBody body, Taker taker) throws IOException {
        var pace = new UploadPace(limits, chunk.size(), nanoTime);
        byte[] buffer = new byte[Math.min(BUFFER, chunk.size())];
        int filled = 0;
        while (true) {
            int count = read(body, buffer, filled, pace);
            if (count < 0) {
                break;
            }
            pace.received(count);
            filled += count;
            if (filled == buffer.length) {
                taker.take(buffer, filled);
                filled = 0;
            }
        }
        taker.take(buffer, filled);
    }

    private static int read(UploadBody body, byte[] buffer, int filled, UploadPace pace) throws IOException {
        var left = pace.left();
        if (!left.isPositive()) {
            throw new SlowPeerException();
        }
        return body.read(buffer, filled, buffer.length - filled, left);
    }
}
