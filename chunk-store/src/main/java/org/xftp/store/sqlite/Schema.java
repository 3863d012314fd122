package org.xftp.store.sqlite;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and how older ones become today's.
 *
 * <p>{@code party} is the one id space: its primary key keeps any id from being used twice, whoever it belongs to. A
 * row without a key is the sender's; the sender's key lies with the chunk. Hours since 1970 rather than seconds, and
 * numbers rather than ids between the tables, keep rows small: some 600 bytes for a chunk with 4 recipients.
 * {@code totals} has a single row, changed in the transaction of what it counts; {@code store} has one too: the
 * store's id, which never changes, and which store log of an official relay has been taken over ({@link ImportedLog}).
 */
final class Schema {
    /** "XFTP", in the file's header: tells the index from any other SQLite database. */
    private static final int APPLICATION_ID = 0x58465450;

    /** Each brings a database from the version of its position, counted from 0, to the next. */
    private static final List<List<String>> MIGRATIONS = List.of(List.of("""
            CREATE TABLE chunk (
                number INTEGER PRIMARY KEY,
                id BLOB NOT NULL,
                sender_key BLOB NOT NULL,
                size INTEGER NOT NULL,
                digest BLOB NOT NULL,
                created INTEGER NOT NULL,
                state INTEGER NOT NULL,
                reason TEXT
            ) STRICT""", """
            CREATE TABLE party (
                id BLOB PRIMARY KEY,
                chunk INTEGER NOT NULL,
                key BLOB
            ) STRICT, WITHOUT ROWID""", """
            CREATE TABLE totals (
                chunks INTEGER NOT NULL CHECK (chunks >= 0),
                stored INTEGER NOT NULL CHECK (stored >= 0),
                blocked INTEGER NOT NULL CHECK (blocked >= 0),
                recipients INTEGER NOT NULL CHECK (recipients >= 0),
                bytes INTEGER NOT NULL CHECK (bytes >= 0)
            ) STRICT""",
            "INSERT INTO totals VALUES (0, 0, 0, 0, 0)",
            "CREATE TABLE store (id BLOB NOT NULL) STRICT",
            "INSERT INTO store VALUES (randomblob(16))",
            createChunkCreated(), createPartyChunk()),
            List.of("ALTER TABLE store ADD COLUMN log_mark TEXT",
                    "ALTER TABLE store ADD COLUMN log_complete INTEGER NOT NULL DEFAULT 0"));

    private Schema() {}

    private static String createChunkCreated() {
        return "CREATE INDEX chunk_created ON chunk (created)";
    }

    private static String createPartyChunk() {
        return "CREATE INDEX party_chunk ON party (chunk) WHERE key IS NOT NULL";
    }

    /** For filling a new database: indexes that are made afterwards are sorted once instead of row by row. */
    static void dropIndexes(Statement statement) throws SQLException {
        statement.executeUpdate("DROP INDEX chunk_created");
        statement.executeUpdate("DROP INDEX party_chunk");
    }

    /** Makes again what {@link #dropIndexes} removed. */
    static void createIndexes(Statement statement) throws SQLException {
        statement.executeUpdate(createChunkCreated());
        statement.executeUpdate(createPartyChunk());
    }

    /**
     * Makes an empty database one of ours, and an older one of ours today's.
     *
     * @throws IOException when it is a database of another program or of a newer version of this one
     */
    static void migrate(Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            int version = number(statement, "PRAGMA user_version");
            requireOurs(statement, version);
            for (int v = version; v < MIGRATIONS.size(); v++) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                for (String change : MIGRATIONS.get(v)) {
                    statement.executeUpdate(change);
                }
                statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
                statement.executeUpdate("PRAGMA user_version = " + (v + 1));
                statement.executeUpdate("COMMIT");
            }
        }
    }

    private static void requireOurs(Statement statement, int version) throws IOException, SQLException {
        boolean empty = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
        boolean marked = number(statement, "PRAGMA application_id") == APPLICATION_ID;
        if (!empty && !marked) {
            throw new IOException(
                    "the store database belongs to another program: give the relay a file of its own");
        }
        if (version > MIGRATIONS.size()) {
            throw new IOException("the store database was written by a newer version of this program:"
                    + " update the program, or restore the copy made before the update");
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
