package org.xftp.server.storelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.server.config.ConfigException;
import org.xftp.server.storelog.StoreLogImport.OldRecords;
import org.xftp.store.ChunkRecord;
import org.xftp.store.ChunkRecords;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;
import org.xftp.store.postgres.PostgresImport;
import org.xftp.store.postgres.PostgresRecords;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.sqlite.IndexImport;
import org.xftp.store.sqlite.SqliteIndex;

/**
 * Takes the records of stopped relays to PostgreSQL and back (docs/SCALING.md, moving). The target must hold no chunks;
 * it has all records afterwards or none. The store keeps its id, so that the bodies still belong to it. Memory does not
 * grow with the number of records.
 *
 * @param database where the tables are
 * @param random for names of temporary files
 * @param report takes a line for the operator, without ids
 */
public record RecordsMove(StoreFiles files, PostgresSettings database, SecureRandom random, Consumer<String> report) {
    /** Behind the name of a file whose records are in PostgreSQL now. */
    public static final String TAKEN_OVER = ".imported";
    private static final int PROGRESS = 100_000;
    private static final List<String> PARTS = List.of("", "-wal", "-shm", ".lock");

    /**
     * From the index in the log directory, which is set aside under {@link #TAKEN_OVER} when all is done. If it was
     * taken over before, and only that was cut short, it is.
     *
     * @throws ConfigException when there is no such index, or the tables hold other chunks
     * @throws IOException when one of the two fails or a relay uses it, in one line
     */
    public Totals sqliteToPostgres() throws ConfigException, IOException {
        if (!Files.exists(files.index())) {
            throw new ConfigException(files.index() + " does not exist: there is nothing to take over");
        }
        Totals done = sqliteToPostgres(files.index());
        setAside(files.index());
        return done;
    }

    private Totals sqliteToPostgres(Path file) throws ConfigException, IOException {
        try (var index = SqliteIndex.open(file); var target = PostgresImport.begin(database)) {
            if (target.before().chunks() == 0) {
                return fill(target, ChunkRecords.of(index), index.storeId(), index.totals());
            }
            if (!target.storeId().equals(index.storeId()) || !target.before().equals(index.totals())
                    || !allIn(target, ChunkRecords.of(index))) {
                throw new ConfigException("the tables in PostgreSQL hold " + target.before().chunks() + " other chunks:"
                        + " name a new db_schema, or drop the schema if they are given up");
            }
            report.accept("The records were in PostgreSQL already.");
            return target.before();
        }
    }

    private Totals fill(PostgresImport target, ChunkRecords records, StoreId id, Totals expected) throws IOException {
        long count = 0;
        for (var record = records.next(); record.isPresent(); record = records.next()) {
            target.add(record.get());
            progress(++count, expected);
        }
        report.accept("Making the keys of the tables...");
        return target.finish(id);
    }

    private static boolean allIn(PostgresImport target, ChunkRecords records) throws IOException {
        for (var record = records.next(); record.isPresent(); record = records.next()) {
            if (!target.holds(record.get())) {
                return false;
            }
        }
        return true;
    }

    private void progress(long count, Totals expected) {
        if (count % PROGRESS == 0) {
            report.accept(count + " of " + expected.chunks() + " chunks...");
        }
    }

    /**
     * From the official relay's store log, which is set aside as the index is by {@link #sqliteToPostgres()}. An index
     * is made of it first, on the disk of the log directory.
     *
     * @param bodiesNeeded as {@link StoreLogImport#run} takes it
     * @return what the log told
     * @throws ConfigException as {@link StoreLogImport#run} and {@link #sqliteToPostgres()}
     */
    public ImportReport logToPostgres(boolean bodiesNeeded) throws ConfigException, IOException {
        Path made = files.index().resolveSibling("file-server-store.sqlite");
        try {
            discard(made);
            var log = new StoreLogImport(new StoreFiles(made, files.log(), files.bodies()), Optional.of(id()),
                    random, report);
            var done = log.run(OldRecords.KEPT, bodiesNeeded);
            sqliteToPostgres(made);
            for (Path file : List.of(files.log().log(), files.log().twin())) {
                setAside(file);
            }
            return done;
        } finally {
            discard(made);
        }
    }

    private StoreId id() throws IOException {
        try (var target = PostgresImport.begin(database)) {
            return target.storeId();
        }
    }

    private static void discard(Path index) throws IOException {
        for (String part : PARTS) {
            Files.deleteIfExists(index.resolveSibling(index.getFileName() + part));
        }
    }

    private static void setAside(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + TAKEN_OVER), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * From PostgreSQL, which stays as it is, to the index in the log directory.
     *
     * @throws ConfigException when that index holds chunks
     * @throws IOException when one of the two fails or a relay uses it, in one line
     */
    public Totals postgresToSqlite() throws ConfigException, IOException {
        long there = files.chunks();
        if (there > 0) {
            throw new ConfigException(files.index() + " holds " + there + " chunks already: move it away if they are"
                    + " given up");
        }
        try (var source = PostgresRecords.open(database);
                var index = IndexImport.begin(files.index(), IndexImport.Base.NOTHING)) {
            var expected = source.totals();
            index.setStoreId(source.storeId());
            long line = 0;
            for (var record = source.next(); record.isPresent(); record = source.next()) {
                add(index, ++line, record.get());
                progress(line, expected);
            }
            report.accept("Putting the index together...");
            long[] refused = {0};
            var counts = index.merge(_ -> refused[0]++);
            if (refused[0] > 0 || !counts.totals().equals(expected)) {
                throw new IOException("the records in PostgreSQL contradict each other: nothing was taken over");
            }
            index.publish();
            return counts.totals();
        }
    }

    private static void add(IndexImport index, long line, ChunkRecord record) throws IOException {
        index.add(line, record.chunk());
        index.addRecipients(line, record.chunk().id(), record.recipients());
    }
}
