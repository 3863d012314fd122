package org.xftp.client.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Keeps transfers as long as it lives itself: they go on after failures, not after the end of the process. */
public final class MemoryTransferStore implements TransferStore {
    private final RandomGenerator random;
    private final Map<TransferId, List<Entry>> transfers = new LinkedHashMap<>();
    private final Set<TransferId> claimed = new HashSet<>();

    /** @param random names the transfers */
    public MemoryTransferStore(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public synchronized Claim claim(Predicate<Entry> same, Entry head) {
        for (Map.Entry<TransferId, List<Entry>> transfer : transfers.entrySet()) {
            if (same.test(transfer.getValue().getFirst())) {
                return claimExisting(transfer.getKey());
            }
        }
        TransferId id = TransferId.random(random);
        transfers.put(id, new ArrayList<>(List.of(head)));
        return claimExisting(id);
    }

    @Override
    public synchronized Optional<Claim> claim(TransferId id) {
        return transfers.containsKey(id) ? Optional.of(claimExisting(id)) : Optional.empty();
    }

    private Claim claimExisting(TransferId id) {
        return claimed.add(id) ? new Claim.Claimed(new Log(id)) : new Claim.Busy(id);
    }

    @Override
    public synchronized List<TransferId> list() {
        return List.copyOf(transfers.keySet());
    }

    @Override
    public synchronized List<Entry> read(TransferId id) {
        return List.copyOf(transfers.getOrDefault(id, List.of()));
    }

    private synchronized void append(TransferId id, Entry entry) throws IOException {
        List<Entry> entries = transfers.get(id);
        if (entries == null) {
            throw new IOException("the transfer is removed");
        }
        entries.add(entry);
    }

    private synchronized void end(TransferId id, boolean remove) {
        if (remove) {
            transfers.remove(id);
        }
        claimed.remove(id);
    }

    private final class Log implements TransferLog {
        private final TransferId id;
        private boolean closed;

        Log(TransferId id) {
            this.id = id;
        }

        @Override
        public TransferId id() {
            return id;
        }

        @Override
        public List<Entry> entries() {
            return read(id);
        }

        @Override
        public synchronized void append(Entry entry) throws IOException {
            if (closed) {
                throw new IOException("the transfer is closed");
            }
            MemoryTransferStore.this.append(id, entry);
        }

        @Override
        public synchronized void remove() {
            finish(true);
        }

        @Override
        public synchronized void close() {
            finish(false);
        }

        private void finish(boolean remove) {
            if (!closed) {
                closed = true;
                end(id, remove);
            }
        }
    }
}
