package org.xftp.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.xftp.client.state.Entry;
import org.xftp.client.state.TransferId;
import org.xftp.client.state.TransferLog;
import org.xftp.client.state.TransferStore;

/** A store with somebody who looks on while transfers are noted in it. */
record WatchedStore(TransferStore store, Watcher watcher) implements TransferStore {
    /** Looks on from the thread that notes something. */
    interface Watcher {
        /** The entry is about to be added. */
        default void adding(Entry entry) throws IOException {}

        /** The entry was added. */
        default void added(Entry entry) throws IOException {}

        /** The transfer is about to be removed. */
        default void removing() throws IOException {}
    }

    @Override
    public Claim claim(Predicate<Entry> same, Entry head) throws IOException {
        return watched(store.claim(same, head));
    }

    @Override
    public Optional<Claim> claim(TransferId id) throws IOException {
        return store.claim(id).map(this::watched);
    }

    private Claim watched(Claim claim) {
        return switch (claim) {
            case Claim.Claimed(TransferLog log) -> new Claim.Claimed(new WatchedLog(log, watcher));
            case Claim.Busy busy -> busy;
        };
    }

    @Override
    public List<TransferId> list() throws IOException {
        return store.list();
    }

    @Override
    public List<Entry> read(TransferId id) throws IOException {
        return store.read(id);
    }

    private record WatchedLog(TransferLog log, Watcher watcher) implements TransferLog {
        @Override
        public TransferId id() {
            return log.id();
        }

        @Override
        public List<Entry> entries() throws IOException {
            return log.entries();
        }

        @Override
        public void append(Entry entry) throws IOException {
            watcher.adding(entry);
            log.append(entry);
            watcher.added(entry);
        }

        @Override
        public void remove() throws IOException {
            watcher.removing();
            log.remove();
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
