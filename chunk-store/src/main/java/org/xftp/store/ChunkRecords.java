package org.xftp.store;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A walk through all records of an index that nobody changes meanwhile, each once, in no order that means anything.
 * Memory does not grow with their number. Belongs to one thread.
 */
public interface ChunkRecords {
    /**
     * The next record; empty at the end.
     *
     * @throws IOException as the methods of {@link ChunkIndex}
     */
    Optional<ChunkRecord> next() throws IOException;

    /** Those of any index, with a question for each chunk; fit for an index on this machine. */
    static ChunkRecords of(ChunkIndex index) {
        return new ChunkRecords() {
            private static final int PAGE = 500;

            private Optional<ChunkId> last = Optional.empty();
            private Iterator<Chunk> page = List.<Chunk>of().iterator();

            @Override
            public Optional<ChunkRecord> next() throws IOException {
                if (!page.hasNext()) {
                    page = index.scan(last, PAGE).iterator();
                }
                if (!page.hasNext()) {
                    return Optional.empty();
                }
                Chunk chunk = page.next();
                last = Optional.of(chunk.id());
                return Optional.of(new ChunkRecord(chunk, index.recipients(chunk.id())));
            }
        };
    }
}
