package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.xftp.store.ChunkRecord;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;
import org.xftp.store.sql.StateColumns;

/**
 * Fills empty tables in PostgreSQL with millions of records, in one transaction: they are all there after
 * {@link #finish}, or none is, whatever happens. While it runs no relay can use the tables. Memory does not grow with
 * the number of records.
 *
 * <p>Belongs to one thread. Methods throw {@link IOException} as those of {@link PostgresIndex}; the import is then only
 * to be closed.
 */
public final class PostgresImport implements AutoCloseable {
    private static final String PATIENCE = "SET LOCAL lock_timeout = '10s'";
    private static final String LOCK = "LOCK TABLE chunk, party, store, process IN ACCESS EXCLUSIVE MODE";
    private static final String COUNT = "UPDATE store SET (chunks, stored, blocked, bytes) = (SELECT count(*),"
            + " count(*) FILTER (WHERE state = " + StateColumns.STORED + "), count(*) FILTER (WHERE state = "
            + StateColumns.BLOCKED + "), coalesce(sum(size) FILTER (WHERE state = " + StateColumns.STORED
            + "), 0) FROM chunk),"
            + " recipients = (SELECT count(*) FROM party WHERE key IS NOT NULL)";

    private final Connection connection;
    private final Totals before;
    private final RecordBatch batch;
    private boolean filling;

    private PostgresImport(Connection connection) throws SQLException {
        this.connection = connection;
        this.before = Queries.totals(connection);
        this.batch = new RecordBatch(connection);
    }

    /**
     * Begins an import; makes the tables if they are missing. Until it is closed no relay can use them.
     *
     * @throws IOException as {@link PostgresIndex#open} does, and when a relay uses the tables
     */
    public static PostgresImport begin(PostgresSettings settings) throws IOException {
        PostgresIndex.open(settings).close();
        try {
            Connection connection = BulkConnection.open(settings);
            try {
                lock(connection);
                return new PostgresImport(connection);
            } catch (IOException | SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    private static void lock(Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            statement.execute(LOCK);
        }
        BulkConnection.requireNoRelay(connection);
    }

    /** What the tables held before. */
    public Totals before() {
        return before;
    }

    /** The id of the store in these tables. */
    public StoreId storeId() throws IOException {
        try {
            return Queries.storeId(connection);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    /** Whether the tables held this very record before. */
    public boolean holds(ChunkRecord record) throws IOException {
        try {
            return Queries.findBySender(connection, record.chunk().id()).filter(record.chunk()::equals).isPresent()
                    && Queries.recipients(connection, record.chunk().id()).equals(record.recipients());
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    /**
     * Adds a record.
     *
     * @throws IllegalStateException when the tables were not empty
     */
    public void add(ChunkRecord record) throws IOException {
        try {
            fill();
            batch.add(record);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    /** Keys that are made afterwards are sorted once instead of row by row. */
    private void fill() throws SQLException {
        if (filling) {
            return;
        }
        if (before.chunks() > 0) {
            throw new IllegalStateException("an import fills empty tables only");
        }
        filling = true;
        try (Statement statement = connection.createStatement()) {
            Schema.dropIndexes(statement);
        }
    }

    /**
     * Makes the records visible and durable.
     *
     * @param id what the store is known by from now on: that of the one whose records these are
     * @return what the tables hold
     * @throws IOException also when an id was given to two chunks or recipients
     */
    public Totals finish(StoreId id) throws IOException {
        try (Statement statement = connection.createStatement();
                PreparedStatement name = connection.prepareStatement("UPDATE store SET id = ?")) {
            fill();
            batch.flush();
            Schema.createIndexes(statement);
            statement.executeUpdate(COUNT);
            name.setObject(1, RecordBatch.uuid(id));
            name.executeUpdate();
            statement.executeUpdate("ALTER TABLE chunk ALTER COLUMN number RESTART WITH " + batch.nextNumber());
            statement.execute("ANALYZE chunk, party");
            Totals totals = Queries.totals(connection);
            connection.commit();
            return totals;
        } catch (SQLException e) {
            if (PostgresFailure.isTaken(e)) {
                throw new IOException("the records use an id for two things: nothing was taken over");
            }
            throw PostgresFailure.in(e);
        }
    }

    /** Takes back what was not finished. */
    @Override
    public void close() throws IOException {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }
}
