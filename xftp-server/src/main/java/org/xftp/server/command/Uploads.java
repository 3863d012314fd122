package org.xftp.server.command;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Reply;
import org.xftp.server.config.MinimumRate;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.BodyCount;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkStore;
import org.xftp.store.Upload;
import org.xftp.store.UploadResult;
import org.xftp.store.UploadStart;

/** FPUT: takes a chunk's bytes to the store as they come and answers after the last (docs/PROTOCOL.md section 3.3). */
final class Uploads {
    private final ChunkStore store;
    private final MinimumRate rate;
    private final RelayCounters counters;
    private final LongSupplier nanoTime;

    Uploads(ChunkStore store, MinimumRate rate, RelayCounters counters, LongSupplier nanoTime) {
        this.store = store;
        this.rate = rate;
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

    /** Reads to the peer's last byte. */
    private void transfer(Chunk chunk, UploadBody body, UploadBody.Taker taker) throws IOException {
        var pace = new TransferPace(rate, chunk.size(), nanoTime);
        for (int count = body.next(pace.left(), taker); count >= 0; count = body.next(pace.left(), taker)) {
            pace.passed(count);
        }
    }
}
