package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** A connection of its own for statements that take minutes, while no relay uses the tables. */
final class BulkConnection {
    private static final String WITHOUT_END = "0";
    private static final String LIVING = "SELECT count(*) FROM process WHERE expires > now()";

    private BulkConnection() {}

    /** Outside of any transaction; what is done with it waits for an answer as long as the server lives. */
    static Connection open(PostgresSettings settings) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Database.properties(settings));
        properties.setProperty("socketTimeout", WITHOUT_END);
        Connection connection = DriverManager.getConnection(settings.url(), properties);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Fails while a relay says that it lives. */
    static void requireNoRelay(Connection connection) throws IOException, SQLException {
        try (PreparedStatement living = connection.prepareStatement(LIVING); ResultSet row = living.executeQuery()) {
            row.next();
            if (row.getLong(1) > 0) {
                throw new IOException("a relay uses the records in PostgreSQL, or was killed less than a minute ago:"
                        + " stop all of them first");
            }
        }
    }
}
