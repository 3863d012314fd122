package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and how older ones become today's.
 *
 * <p>{@code party} is the one id space, as in the embedded index: a row without a key is the sender's. {@code store} has
 * a single row with the store's id and the totals, changed in the transaction of what they count; whoever wants to
 * reserve bytes locks it. {@code process} has a row for each process that uses the index: what it has reserved, and
 * until when it counts as alive without saying so again.
 *
 * <p>The server's clock is the only one that leases are measured by.
 */
final class Schema {
    /** "XFTP": keeps processes that start at the same time from making the same tables. */
    private static final int LOCK = 0x58465450;

    private static final String CHUNK_CREATED = "CREATE INDEX chunk_created ON chunk (created)";
    private static final String PARTY_CHUNK = "CREATE INDEX party_chunk ON party (chunk) WHERE key IS NOT NULL";

    /** Each brings a schema from the version of its position, counted from 0, to the next. */
    private static final List<List<String>> MIGRATIONS = List.of(List.of("""
            CREATE TABLE chunk (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                created integer NOT NULL,
                size integer NOT NULL,
                id uuid NOT NULL,
                state smallint NOT NULL,
                sender_key bytea NOT NULL,
                digest bytea NOT NULL,
                reason text
            ) WITH (fillfactor = 90)""", """
            CREATE TABLE party (
                id uuid PRIMARY KEY,
                chunk bigint NOT NULL,
                key bytea
            )""", """
            CREATE TABLE store (
                id uuid NOT NULL,
                chunks bigint NOT NULL DEFAULT 0 CHECK (chunks >= 0),
                stored bigint NOT NULL DEFAULT 0 CHECK (stored >= 0),
                blocked bigint NOT NULL DEFAULT 0 CHECK (blocked >= 0),
                recipients bigint NOT NULL DEFAULT 0 CHECK (recipients >= 0),
                bytes bigint NOT NULL DEFAULT 0 CHECK (bytes >= 0)
            ) WITH (fillfactor = 10)""",
            "INSERT INTO store (id) VALUES (gen_random_uuid())", """
                    CREATE TABLE process (
                        id uuid PRIMARY KEY,
                        reserved bigint NOT NULL CHECK (reserved >= 0),
                        expires timestamptz NOT NULL
                    ) WITH (fillfactor = 10)""",
            CHUNK_CREATED, PARTY_CHUNK,
            // Many rows come and go, all the time: waiting for a fifth of millions to be dead takes too long.
            "ALTER TABLE chunk SET (autovacuum_vacuum_scale_factor = 0.02)",
            "ALTER TABLE party SET (autovacuum_vacuum_scale_factor = 0.02)"));

    private Schema() {}

    /**
     * Makes an empty or missing schema one of ours, and an older one of ours today's. Processes that do this at once
     * wait for each other.
     *
     * @throws IOException when it is a schema of another program or of a newer version of this one
     */
    static void migrate(Connection connection, String schema) throws IOException, SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            lock(statement);
            if (isMissing(connection, schema)) {
                create(statement, schema);
                statement.executeUpdate("CREATE TABLE xftp_index (version integer NOT NULL)");
                statement.executeUpdate("INSERT INTO xftp_index VALUES (0)");
            }
            int version = version(statement);
            for (List<String> migration : MIGRATIONS.subList(version, MIGRATIONS.size())) {
                for (String change : migration) {
                    statement.executeUpdate(change);
                }
            }
            if (version < MIGRATIONS.size()) {
                statement.executeUpdate("UPDATE xftp_index SET version = " + MIGRATIONS.size());
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** For filling empty tables: what {@link #createIndexes} makes again. */
    static void dropIndexes(Statement statement) throws SQLException {
        statement.executeUpdate("DROP INDEX chunk_created, party_chunk");
        statement.executeUpdate("ALTER TABLE chunk DROP CONSTRAINT chunk_pkey");
        statement.executeUpdate("ALTER TABLE party DROP CONSTRAINT party_pkey");
    }

    static void createIndexes(Statement statement) throws SQLException {
        statement.executeUpdate("ALTER TABLE chunk ADD CONSTRAINT chunk_pkey PRIMARY KEY (number)");
        statement.executeUpdate("ALTER TABLE party ADD CONSTRAINT party_pkey PRIMARY KEY (id)");
        statement.executeUpdate(CHUNK_CREATED);
        statement.executeUpdate(PARTY_CHUNK);
    }

    private static void lock(Statement statement) throws SQLException {
        try (ResultSet locked = statement.executeQuery("SELECT pg_advisory_xact_lock(" + LOCK + ")")) {
            locked.next();
        }
    }

    /** Only if it is missing: the relay's user may have no right to make one. */
    private static void create(Statement statement, String schema) throws SQLException {
        try (ResultSet there = statement.executeQuery("SELECT FROM pg_namespace WHERE nspname = '" + schema + "'")) {
            if (there.next()) {
                return;
            }
        }
        statement.executeUpdate("CREATE SCHEMA " + schema);
    }

    /**
     * Whether there are no tables in the schema yet.
     *
     * @throws IOException when there are another program's
     */
    static boolean isMissing(Connection connection, String schema) throws IOException, SQLException {
        try (PreparedStatement tables = connection.prepareStatement("SELECT count(*), count(*) FILTER (WHERE"
                + " tablename = 'xftp_index') FROM pg_tables WHERE schemaname = ?")) {
            tables.setString(1, schema);
            try (ResultSet row = tables.executeQuery()) {
                row.next();
                if (row.getInt(1) > 0 && row.getInt(2) == 0) {
                    throw new IOException("the schema " + schema + " holds tables of another program: name a new one"
                            + " with db_schema; records of the official relay come over by its own database export");
                }
                return row.getInt(1) == 0;
            }
        }
    }

    private static int version(Statement statement) throws IOException, SQLException {
        try (ResultSet row = statement.executeQuery("SELECT version FROM xftp_index")) {
            int version = row.next() ? row.getInt(1) : 0;
            if (version > MIGRATIONS.size()) {
                throw new IOException("the tables in PostgreSQL were made by a newer version of this program: update"
                        + " the program, or restore the copy made before the update");
            }
            return version;
        }
    }
}
