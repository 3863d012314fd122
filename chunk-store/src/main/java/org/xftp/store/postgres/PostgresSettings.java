package org.xftp.store.postgres;

import java.util.List;
import java.util.Map;

/**
 * Which database an index lies in. Never shown with its user, password or options.
 *
 * @param servers host and port as {@code host:port}; several where one is the primary at a time
 * @param user empty: the driver's default, the user of this process
 * @param password empty: none
 * @param schema where the tables lie; made if missing
 * @param poolSize most connections of this process, 2 or more
 * @param options of the driver, such as {@code sslmode}; others than it knows have no effect
 */
public record PostgresSettings(List<String> servers, String database, String user, String password, String schema,
        int poolSize, Map<String, String> options) {
    /** Letters, digits and underscores only, so that it needs no quotes anywhere. */
    private static final String SCHEMA = "[a-z_][a-z0-9_]{0,62}";
    private static final String DATABASE = "[A-Za-z0-9_.-]{1,63}";
    private static final int LEAST_CONNECTIONS = 2;

    public PostgresSettings {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no server");
        }
        if (!isDatabase(database)) {
            throw new IllegalArgumentException("no name of a database");
        }
        if (!isSchema(schema)) {
            throw new IllegalArgumentException("no name of a schema");
        }
        if (poolSize < LEAST_CONNECTIONS) {
            throw new IllegalArgumentException("one connection writes, at least one reads");
        }
        servers = List.copyOf(servers);
        options = Map.copyOf(options);
    }

    /** Whether tables can lie in a schema of this name: at most 63 small letters, digits and underscores. */
    public static boolean isSchema(String name) {
        return name.matches(SCHEMA);
    }

    /** Whether a database can have this name here: letters, digits, underscores, dots and hyphens. */
    public static boolean isDatabase(String name) {
        return name.matches(DATABASE);
    }

    /** As the driver takes it. */
    String url() {
        return "jdbc:postgresql://" + String.join(",", servers) + "/" + database;
    }

    @Override
    public String toString() {
        return "PostgresSettings[" + String.join(",", servers) + "/" + database + ", " + schema + "]";
    }
}
