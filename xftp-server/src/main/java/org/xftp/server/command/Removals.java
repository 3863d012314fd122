package org.xftp.server.command;

import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Reply;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkStore;

/** FDEL and FACK: gives up a chunk, or one recipient's claim to it (docs/PROTOCOL.md section 3.3). */
final class Removals {
    private final ChunkStore store;
    private final RelayCounters counters;

    Removals(ChunkStore store, RelayCounters counters) {
        this.store = store;
        this.counters = counters;
    }

    Reply delete(Chunk chunk) {
        if (!StoreFailure.ofRecords(() -> store.delete(chunk.id()))) {
            return new Failure(ErrorCode.AUTH);
        }
        counters.deleted();
        return new Ok();
    }

    Reply acknowledge(ChunkId recipient) {
        if (!StoreFailure.ofRecords(() -> store.acknowledge(recipient))) {
            return new Failure(ErrorCode.AUTH);
        }
        counters.acknowledged();
        return new Ok();
    }
}
