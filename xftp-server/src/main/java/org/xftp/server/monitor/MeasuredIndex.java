package org.xftp.server.monitor;

import io.prometheus.metrics.core.metrics.Histogram;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkIndex;
import org.xftp.store.Ledger;
import org.xftp.store.Recipient;
import org.xftp.store.RecipientChunk;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;

/** An index whose changes are timed, failed ones too. */
record MeasuredIndex(ChunkIndex index, Histogram writes) implements ChunkIndex {
    private static final double NANOS = 1e9;

    @FunctionalInterface
    private interface Change<T> {
        T run() throws IOException;
    }

    private <T> T timed(Change<T> change) throws IOException {
        long start = System.nanoTime();
        try {
            return change.run();
        } finally {
            writes.observe((System.nanoTime() - start) / NANOS);
        }
    }

    @Override
    public StoreId storeId() throws IOException {
        return index.storeId();
    }

    @Override
    public boolean add(Chunk chunk, List<Recipient> recipients) throws IOException {
        return timed(() -> index.add(chunk, recipients));
    }

    @Override
    public boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws IOException {
        return timed(() -> index.addRecipients(sender, recipients));
    }

    @Override
    public Optional<Chunk> findBySender(ChunkId sender) throws IOException {
        return index.findBySender(sender);
    }

    @Override
    public Optional<RecipientChunk> findByRecipient(ChunkId recipient) throws IOException {
        return index.findByRecipient(recipient);
    }

    @Override
    public List<Recipient> recipients(ChunkId sender) throws IOException {
        return index.recipients(sender);
    }

    @Override
    public boolean markStored(ChunkId sender) throws IOException {
        return timed(() -> index.markStored(sender));
    }

    @Override
    public boolean removeRecipient(ChunkId recipient) throws IOException {
        return timed(() -> index.removeRecipient(recipient));
    }

    @Override
    public Optional<Chunk> delete(ChunkId sender) throws IOException {
        return timed(() -> index.delete(sender));
    }

    @Override
    public List<Chunk> deleteExpired(long createdBeforeHour, int limit) throws IOException {
        return timed(() -> index.deleteExpired(createdBeforeHour, limit));
    }

    @Override
    public Optional<Chunk> block(ChunkId sender, String reason) throws IOException {
        return timed(() -> index.block(sender, reason));
    }

    @Override
    public List<Chunk> scan(Optional<ChunkId> after, int limit) throws IOException {
        return index.scan(after, limit);
    }

    @Override
    public Totals totals() throws IOException {
        return index.totals();
    }

    @Override
    public Ledger ledger(long quotaBytes) throws IOException {
        return new MeasuredLedger(index.ledger(quotaBytes), writes);
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
