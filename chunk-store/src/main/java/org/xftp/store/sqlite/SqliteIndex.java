package org.xftp.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
import org.xftp.store.disk.DiskFailure;
import org.xftp.store.disk.ExclusiveLock;
import org.xftp.store.disk.PrivateFiles;

/**
 * The index in one SQLite database, on a local disk, for one process at a time. The file has mode 0600; beside it lie
 * its {@code -wal} and {@code -shm} while it is open, and a {@code .lock} for good.
 *
 * <p>Changes go through one thread that commits all that wait with a single force of the disk; see {@link BatchWriter}.
 * Reads run beside it, on a few connections of their own, and see what is committed.
 */
public final class SqliteIndex implements ChunkIndex {
    private static final String PLACE = "the store database";
    private static final int READERS = 4;

    private final ExclusiveLock lock;
    private final BatchWriter writer;
    private final ReaderPool readers;

    private SqliteIndex(ExclusiveLock lock, BatchWriter writer, ReaderPool readers) {
        this.lock = lock;
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Opens a database, makes it if it is missing, and brings one of an older version up to date. Takes no time that
     * grows with what is in it.
     *
     * @throws IOException with what the operator can do: another process uses it, it is no database or that of another
     *     program, a newer version of this program made it, it is damaged, or the file cannot be opened
     */
    public static SqliteIndex open(Path file) throws IOException {
        ExclusiveLock lock = lock(file);
        try {
            return open(file, lock);
        } catch (SQLException e) {
            lock.close();
            throw SqliteFailure.in(e);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Does nothing when no process uses the database, whatever is in it.
     *
     * @throws IOException when one does
     */
    public static void requireUnused(Path file) throws IOException {
        if (Files.exists(file)) {
            lock(file).close();
        }
    }

    /** Waits for nobody: only one process may use a database or make a new one in its place. */
    static ExclusiveLock lock(Path file) throws IOException {
        try {
            PrivateFiles.createDirectories(directory(file));
        } catch (IOException e) {
            throw DiskFailure.in("cannot create the directory of " + PLACE, e);
        }
        return ExclusiveLock.take(file.resolveSibling(file.getFileName() + ".lock"), PLACE);
    }

    private static SqliteIndex open(Path file, ExclusiveLock lock) throws IOException, SQLException {
        createIfMissing(file);
        try (Connection connection = Connections.writer(file)) {
            Schema.migrate(connection);
        }
        BatchWriter writer = new BatchWriter(() -> new WriteSession(Connections.writer(file)));
        writer.start();
        return new SqliteIndex(lock, writer, new ReaderPool(() -> new Reader(Connections.reader(file)), READERS));
    }

    /** SQLite gives its other files the mode of the database, and would give that the widest the user allows. */
    static void createIfMissing(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try (FileChannel created = PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            created.force(true);
            PrivateFiles.forceDirectory(directory(file));
        } catch (IOException e) {
            throw DiskFailure.in("cannot create " + PLACE, e);
        }
    }

    static Path directory(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    @Override
    public StoreId storeId() throws IOException {
        return readers.read(Reader::storeId);
    }

    /** Which store log of an official relay the records were taken over from, or written to, last. */
    public Optional<ImportedLog> importedLog() throws IOException {
        return readers.read(Reader::importedLog);
    }

    /** Remembers, for good, which store log holds the same records as this index. */
    public void setImportedLog(ImportedLog log) throws IOException {
        var _ = write(w -> w.setImportedLog(log));
    }

    /**
     * Reads the whole database and looks for damage; takes time that grows with it.
     *
     * @throws IOException when it is damaged
     */
    public void check() throws IOException {
        var _ = readers.read(Reader::check);
    }

    @Override
    public boolean add(Chunk chunk, List<Recipient> recipients) throws IOException {
        return insert(w -> w.add(chunk, recipients));
    }

    @Override
    public boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws IOException {
        return insert(w -> w.addRecipients(sender, recipients));
    }

    private boolean insert(BatchWriter.Change<Boolean> change) throws IOException {
        try {
            return writer.write(change);
        } catch (SQLException e) {
            if (SqliteFailure.isTaken(e)) {
                return false;
            }
            throw SqliteFailure.in(e);
        }
    }

    @Override
    public Optional<Chunk> findBySender(ChunkId sender) throws IOException {
        return readers.read(r -> r.findBySender(sender)).map(ChunkRow::chunk);
    }

    @Override
    public Optional<RecipientChunk> findByRecipient(ChunkId recipient) throws IOException {
        return readers.read(r -> r.findByRecipient(recipient));
    }

    @Override
    public List<Recipient> recipients(ChunkId sender) throws IOException {
        return readers.read(r -> r.recipients(sender));
    }

    @Override
    public boolean markStored(ChunkId sender) throws IOException {
        return write(w -> w.markStored(sender));
    }

    @Override
    public boolean removeRecipient(ChunkId recipient) throws IOException {
        return write(w -> w.removeRecipient(recipient));
    }

    @Override
    public Optional<Chunk> delete(ChunkId sender) throws IOException {
        return write(w -> w.delete(sender));
    }

    @Override
    public List<Chunk> deleteExpired(long createdBeforeHour, int limit) throws IOException {
        return write(w -> deleteExpired(w, createdBeforeHour, limit));
    }

    private static List<Chunk> deleteExpired(Writer writer, long createdBeforeHour, int limit) throws SQLException {
        List<Chunk> deleted = new ArrayList<>();
        for (ChunkId sender : writer.expired(createdBeforeHour, limit)) {
            writer.delete(sender).ifPresent(deleted::add);
        }
        return deleted;
    }

    @Override
    public Optional<Chunk> block(ChunkId sender, String reason) throws IOException {
        return write(w -> w.block(sender, reason));
    }

    @Override
    public List<Chunk> scan(Optional<ChunkId> after, int limit) throws IOException {
        return readers.read(r -> r.scan(after, limit));
    }

    @Override
    public Totals totals() throws IOException {
        return readers.read(Reader::totals);
    }

    @Override
    public Ledger ledger(long quotaBytes) throws IOException {
        return Ledger.ofOneProcess(this, quotaBytes);
    }

    private <T> T write(BatchWriter.Change<T> change) throws IOException {
        try {
            return writer.write(change);
        } catch (SQLException e) {
            throw SqliteFailure.in(e);
        }
    }

    /** The writer closes last: the last connection to close moves the log into the database. */
    @Override
    public void close() throws IOException {
        try (lock) {
            try {
                readers.close();
            } finally {
                writer.close();
            }
        } catch (SQLException e) {
            throw SqliteFailure.in(e);
        }
    }
}
