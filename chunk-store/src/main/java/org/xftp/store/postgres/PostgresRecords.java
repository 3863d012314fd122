package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.xftp.store.AuthKey;
import org.xftp.store.ChunkRecord;
import org.xftp.store.ChunkRecords;
import org.xftp.store.Recipient;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;

/**
 * All records in PostgreSQL as they are at one moment, read in one statement while no relay uses them. Nothing is
 * changed.
 */
public final class PostgresRecords implements ChunkRecords, AutoCloseable {
    private static final int ROWS_AT_A_TIME = 2000;
    private static final String RECIPIENT = "p.id, p.key";
    static final String ALL = "SELECT " + ChunkRow.COLUMNS + ", " + RECIPIENT + " FROM chunk c LEFT JOIN party p"
            + " ON p.chunk = c.number AND p.key IS NOT NULL ORDER BY c.number, p.id";

    private final Connection connection;
    private final PreparedStatement query;
    private final ResultSet rows;
    private boolean more;

    private PostgresRecords(Connection connection) throws SQLException {
        this.connection = connection;
        query = connection.prepareStatement(ALL);
        query.setFetchSize(ROWS_AT_A_TIME);
        rows = query.executeQuery();
        more = rows.next();
    }

    /**
     * Begins to read.
     *
     * @throws IOException as {@link PostgresIndex#open} does, and when there are no tables, or a relay uses them
     */
    public static PostgresRecords open(PostgresSettings settings) throws IOException {
        try {
            Connection connection = BulkConnection.open(settings);
            try {
                return open(connection, settings);
            } catch (IOException | SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    private static PostgresRecords open(Connection connection, PostgresSettings settings)
            throws IOException, SQLException {
        if (Schema.isMissing(connection, settings.schema())) {
            throw new IOException("there are no records in PostgreSQL: correct db_connection or db_schema");
        }
        BulkConnection.requireNoRelay(connection);
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        return new PostgresRecords(connection);
    }

    /** See {@link org.xftp.store.ChunkIndex#storeId}. */
    public StoreId storeId() throws IOException {
        try {
            return Queries.storeId(connection);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    /** See {@link org.xftp.store.ChunkIndex#totals}. */
    public Totals totals() throws IOException {
        try {
            return Queries.totals(connection);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    @Override
    public Optional<ChunkRecord> next() throws IOException {
        try {
            return more ? Optional.of(read()) : Optional.empty();
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    /** A chunk has a row for each recipient, or one. */
    private ChunkRecord read() throws SQLException {
        ChunkRow first = ChunkRow.read(rows);
        List<Recipient> recipients = new ArrayList<>();
        do {
            UUID recipient = rows.getObject(ChunkRow.COUNT + 1, UUID.class);
            if (recipient != null) {
                recipients.add(new Recipient(ChunkRow.id(recipient), AuthKey.of(rows.getBytes(ChunkRow.COUNT + 2))));
            }
            more = rows.next();
        } while (more && rows.getLong(1) == first.number());
        return new ChunkRecord(first.chunk(), recipients);
    }

    @Override
    public void close() throws IOException {
        try (connection; query; rows) {
            more = false;
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }
}
