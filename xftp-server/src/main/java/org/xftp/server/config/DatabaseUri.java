package org.xftp.server.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xftp.store.postgres.PostgresSettings;

/**
 * {@code db_connection} as the official relay has it: a URI of libpq. Without a host it is this machine, over TCP.
 *
 * @param servers as {@code host:port}
 * @param user may be empty
 * @param password may be empty
 * @param options as the JDBC driver names them
 */
record DatabaseUri(List<String> servers, String database, String user, String password, Map<String, String> options) {
    private static final Pattern URI = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?]*)/(?<database>[^?]+)"
                    + "(?:\\?(?<options>.*))?");
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");
    private static final String PORT = ":5432";
    /** What of libpq the driver has under another name, or the same. */
    private static final Map<String, String> OPTIONS = Map.of("sslmode", "sslmode", "sslrootcert", "sslrootcert",
            "sslcert", "sslcert", "sslkey", "sslkey", "connect_timeout", "connectTimeout", "target_session_attrs",
            "targetServerType");

    DatabaseUri {
        servers = List.copyOf(servers);
        options = Map.copyOf(options);
    }

    /** It may hold a password. */
    @Override
    public String toString() {
        return "DatabaseUri[redacted]";
    }

    /** Empty when it is none, or has an option that is not among those of {@link #OPTIONS}. */
    static Optional<DatabaseUri> parse(String text) {
        var uri = URI.matcher(text);
        if (!uri.matches()) {
            return Optional.empty();
        }
        try {
            var servers = servers(Optional.ofNullable(uri.group("hosts")).orElse(""));
            var database = decoded(uri.group("database"));
            var options = options(Optional.ofNullable(uri.group("options")).orElse(""));
            if (servers.isEmpty() || options.isEmpty() || !PostgresSettings.isDatabase(database)) {
                return Optional.empty();
            }
            return Optional.of(new DatabaseUri(servers.get(), database,
                    decoded(Optional.ofNullable(uri.group("user")).orElse("")),
                    decoded(Optional.ofNullable(uri.group("password")).orElse("")), options.get()));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> servers(String hosts) {
        var servers = new ArrayList<String>();
        for (String host : (hosts.isEmpty() ? "127.0.0.1" : hosts).split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                return Optional.empty();
            }
            servers.add(host.matches(".*:[0-9]+") && !host.endsWith("]") ? host : host + PORT);
        }
        return Optional.of(servers);
    }

    private static Optional<Map<String, String>> options(String text) {
        var options = new HashMap<String, String>();
        for (String option : Stream.of(text.split("&")).filter(part -> !part.isEmpty()).toList()) {
            int equals = option.indexOf('=');
            var name = equals < 0 ? null : OPTIONS.get(option.substring(0, equals));
            if (name == null) {
                return Optional.empty();
            }
            var value = decoded(option.substring(equals + 1));
            options.put(name, value.equals("read-write") ? "primary" : value);
        }
        return Optional.of(options);
    }

    /** A plus is one: libpq has no other escapes than percent signs. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** With a password that comes from elsewhere, if there is one; of several servers the primary is looked for. */
    PostgresSettings settings(Optional<String> otherPassword, String schema, int pool) {
        var all = new HashMap<>(options);
        if (servers.size() > 1) {
            all.putIfAbsent("targetServerType", "primary");
        }
        return new PostgresSettings(servers, database, user, otherPassword.orElse(password), schema, pool, all);
    }
}
