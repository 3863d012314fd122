package org.xftp.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.Recipient;
import org.xftp.store.StoreId;
import org.xftp.store.disk.DiskFailure;
import org.xftp.store.disk.ExclusiveLock;
import org.xftp.store.disk.PrivateFiles;

/**
 * Makes a new index out of millions of records in the order in which they happened, in the place of the one that is
 * there. It is built beside it, in files that are removed should they be found later, and takes its place in one step:
 * {@link #publish}. Until then, and after any failure or crash, the old index is as it was.
 *
 * <p>Memory: the caches of SQLite, some 70 MB, and three bits a chunk. Disk: about twice the size of the new index
 * while it is built, half of it where SQLite keeps temporary files. See {@link ImportTables} for how.
 *
 * <p>Belongs to one thread. Methods throw {@link IOException} when the storage fails, in one line as
 * {@link SqliteIndex}; the import is then only to be closed.
 */
public final class IndexImport implements AutoCloseable {
    /** Behind the name of the index that was replaced. */
    public static final String REPLACED = ".replaced";

    /** What the new index begins with; the store's id is kept in any case. */
    public enum Base {
        /** The records of the old one. */
        OLD_RECORDS,
        /** None; the old index stays under its name and {@link #REPLACED}. */
        NOTHING
    }

    /** A step within the database. */
    private interface Step<T> {
        T run(ImportTables tables) throws SQLException;
    }

    private final Path file;
    private final Path made;
    private final Path work;
    private final boolean keepOld;
    private final ExclusiveLock lock;
    private Optional<Connection> connection = Optional.empty();
    private Optional<ImportTables> tables = Optional.empty();

    private IndexImport(Path file, ExclusiveLock lock, boolean keepOld) {
        this.file = file;
        this.made = file.resolveSibling(file.getFileName() + ".import");
        this.work = file.resolveSibling(file.getFileName() + ".import-work");
        this.lock = lock;
        this.keepOld = keepOld;
    }

    /**
     * Begins an import; until it is closed nobody else can open the index.
     *
     * @param file the index, or where it is to be
     * @throws IOException also when another process uses it
     */
    public static IndexImport begin(Path file, Base base) throws IOException {
        ExclusiveLock lock = SqliteIndex.lock(file);
        boolean old = Files.exists(file);
        IndexImport begun = new IndexImport(file, lock, old && base == Base.NOTHING);
        try {
            begun.open(old, base);
            return begun;
        } catch (SQLException e) {
            begun.close();
            throw SqliteFailure.in(e);
        } catch (IOException e) {
            begun.close();
            throw e;
        }
    }

    private void open(boolean old, Base base) throws IOException, SQLException {
        removeUnfinished();
        SqliteIndex.createIfMissing(made);
        SqliteIndex.createIfMissing(work);
        Connection opened = Connections.bulk(made);
        connection = Optional.of(opened);
        if (old) {
            // Brought up to date, and with the last connection its log becomes part of it.
            try (Connection before = Connections.writer(file)) {
                Schema.migrate(before);
            }
        }
        tables = Optional.of(new ImportTables(opened, work, old ? Optional.of(file) : Optional.empty(), base));
    }

    /** The id that the new index will have: that of the old one, if there is one. */
    public StoreId storeId() throws IOException {
        return run(ImportTables::storeId);
    }

    /** Gives the new index this id, that of the store whose records it takes. */
    public void setStoreId(StoreId id) throws IOException {
        var _ = run(t -> t.setStoreId(id));
    }

    /**
     * A chunk that was registered, without recipients, registered or blocked.
     *
     * @param line of the log, positive, never less than before
     */
    public ImportStep add(long line, Chunk chunk) throws IOException {
        return run(t -> t.add(line, chunk));
    }

    /** Recipients that were added; those whose id turns out to be taken are told to {@link #merge}'s listener. */
    public ImportStep addRecipients(long line, ChunkId sender, List<Recipient> recipients) throws IOException {
        return run(t -> t.addRecipients(line, sender, recipients));
    }

    /** A chunk whose body has arrived; a blocked one stays blocked. */
    public ImportStep markStored(ChunkId sender) throws IOException {
        return run(t -> t.markStored(sender));
    }

    /** A chunk that was deleted; one that does not exist is refused. */
    public ImportStep delete(ChunkId sender) throws IOException {
        return run(t -> t.delete(sender));
    }

    /** A chunk that was blocked. */
    public ImportStep block(ChunkId sender, String reason) throws IOException {
        return run(t -> t.block(sender, reason));
    }

    /** A recipient that acknowledged; nothing happens when there is none. */
    public void removeRecipient(long line, ChunkId recipient) throws IOException {
        var _ = run(t -> t.removeRecipient(line, recipient));
    }

    /** A body that lies in the store, under this sender's id. */
    public void body(ChunkId sender) throws IOException {
        var _ = run(t -> t.body(sender));
    }

    /**
     * Puts all together; nothing can be added any more.
     *
     * @param refused told the lines of recipients whose id was taken
     */
    public ImportCounts merge(LongConsumer refused) throws IOException {
        return run(t -> t.merge(refused));
    }

    /** Puts the new index in its place, durably, and ends the import. */
    public void publish(ImportedLog log) throws IOException {
        publish(Optional.of(log));
    }

    /** The same for records that come from no log. */
    public void publish() throws IOException {
        publish(Optional.empty());
    }

    private void publish(Optional<ImportedLog> log) throws IOException {
        var _ = run(t -> t.finish(log));
        try {
            disconnect();
            try (FileChannel whole = FileChannel.open(made, StandardOpenOption.WRITE)) {
                whole.force(true);
            }
            if (keepOld) {
                Path kept = file.resolveSibling(file.getFileName() + REPLACED);
                Files.deleteIfExists(kept);
                Files.createLink(kept, file);
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.forceDirectory(SqliteIndex.directory(file));
        } catch (SQLException e) {
            throw SqliteFailure.in(e);
        } catch (IOException e) {
            throw DiskFailure.in("cannot put the new store database in its place", e);
        }
        close();
    }

    private <T> T run(Step<T> step) throws IOException {
        try {
            return step.run(tables.orElseThrow(() -> new IllegalStateException("the import has ended")));
        } catch (SQLException e) {
            throw SqliteFailure.in(e);
        }
    }

    private void disconnect() throws SQLException {
        tables = Optional.empty();
        Optional<Connection> open = connection;
        connection = Optional.empty();
        if (open.isPresent()) {
            open.get().close();
        }
    }

    private void removeUnfinished() throws IOException {
        for (Path one : List.of(made, work)) {
            for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
                Files.deleteIfExists(one.resolveSibling(one.getFileName() + suffix));
            }
        }
    }

    /** Removes what was not published. Closing twice does nothing more. */
    @Override
    public void close() throws IOException {
        try (lock) {
            disconnect();
            removeUnfinished();
        } catch (SQLException e) {
            throw SqliteFailure.in(e);
        } catch (IOException e) {
            throw DiskFailure.in("cannot remove the files of an import", e);
        }
    }
}
