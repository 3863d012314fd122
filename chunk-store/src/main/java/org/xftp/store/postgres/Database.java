package org.xftp.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the database. While it is away nobody waits for it: after one attempt has failed all others fail at
 * once, until a second later one tries again. Safe for use by many threads.
 */
final class Database implements AutoCloseable {
    /** What is done with a connection; it stays the caller's. */
    interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /** How long a caller waits for a connection while nothing says that the database is away. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();
    /** After so long it is looked whether attempts to connect have failed. */
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration VALIDATION = Duration.ofMillis(500);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String CONNECT_SECONDS = "5";
    private static final String LOGIN_SECONDS = "10";
    /** Longer than any statement takes: what still has no answer has lost its server. */
    private static final String ANSWER_SECONDS = "20";
    private static final long NEVER = Long.MIN_VALUE;

    private final HikariDataSource pool;
    private final LongSupplier nanoTime;
    private final AtomicLong failedAt = new AtomicLong(NEVER);
    private volatile boolean closed;

    /** Connects to nothing yet. */
    Database(PostgresSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.pool = new HikariDataSource(config(settings));
    }

    private static HikariConfig config(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        properties(settings).forEach(config::addDataSourceProperty);
        config.setPoolName("chunk-index");
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(LOOK.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return config;
    }

    static Map<String, String> properties(PostgresSettings settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("currentSchema", settings.schema());
        properties.put("ApplicationName", "xftp-server");
        properties.put("tcpKeepAlive", "true");
        properties.put("connectTimeout", CONNECT_SECONDS);
        properties.put("loginTimeout", LOGIN_SECONDS);
        properties.put("socketTimeout", ANSWER_SECONDS);
        // The same few statements all the time: they are prepared at once.
        properties.put("prepareThreshold", "1");
        properties.putAll(settings.options());
        if (!settings.user().isEmpty()) {
            properties.put("user", settings.user());
        }
        if (!settings.password().isEmpty()) {
            properties.put("password", settings.password());
        }
        return properties;
    }

    /** Reads, with each statement a transaction of its own; once more on another connection if the first was lost. */
    <T> T read(Work<T> work) throws IOException {
        try {
            return attempt(work);
        } catch (SQLException e) {
            if (!PostgresFailure.isConnectionLost(e)) {
                throw PostgresFailure.in(e);
            }
        }
        try {
            return attempt(work);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    private <T> T attempt(Work<T> work) throws IOException, SQLException {
        try (Connection connection = connect()) {
            return work.run(connection);
        }
    }

    /**
     * A connection, to be closed by the caller.
     *
     * @throws IOException when there is none to be had
     */
    Connection connect() throws IOException {
        long begun = nanoTime.getAsLong();
        while (true) {
            requireOpen();
            long now = nanoTime.getAsLong();
            long failed = failedAt.get();
            if (failed != NEVER && now - failed < PAUSE_NANOS) {
                throw new IOException(PostgresFailure.AWAY);
            }
            try {
                Connection connection = pool.getConnection();
                failedAt.set(NEVER);
                return connection;
            } catch (SQLException e) {
                requireOpen();
                if (e.getCause() != null) {
                    failedAt.set(nanoTime.getAsLong());
                    throw PostgresFailure.in(e);
                }
                if (now - begun > PATIENCE_NANOS) {
                    throw new IOException("all connections to PostgreSQL are busy: raise db_pool_size", e);
                }
            }
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the store database is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        pool.close();
    }
}
