package org.xftp.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.s3.S3Settings;

/** The keys of STORE_LOG and FILES that say where the store is (docs/RELAY.md, configuration). */
final class StoreSection {
    private static final String DATABASE = "database";
    private static final String S3 = "s3";
    private static final String DISK = "disk";
    private static final String DEFAULT_CONNECTION = "postgresql://xftp@/xftp_server_store";
    private static final String DEFAULT_SCHEMA = "xftp_server";
    private static final String DEFAULT_REGION = "us-east-1";
    private static final int DEFAULT_POOL = 10;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int OBJECT_CONNECTIONS = 1000;
    private static final String SECRET = "one line of text without blanks";

    private final IniValues ini;
    private final PasswordSources secrets;

    private StoreSection(IniValues ini, PasswordSources secrets) {
        this.ini = ini;
        this.secrets = secrets;
    }

    /**
     * What the keys say.
     *
     * @param remote what of the store lies elsewhere
     * @param database where records in PostgreSQL lie, used or not
     */
    record Places(RemoteStore remote, PostgresSettings database) {}

    static Places read(IniValues ini, PasswordSources secrets) {
        var section = new StoreSection(ini, secrets);
        boolean used = section.isOneOf(IniKey.STORE_FILES, "memory", DATABASE);
        var database = section.database();
        return new Places(section.remote(used ? Optional.of(database) : Optional.empty()), database);
    }

    private RemoteStore remote(Optional<PostgresSettings> index) {
        boolean objects = isOneOf(IniKey.BODIES, DISK, S3);
        boolean moving = ini.text(IniKey.BODIES_FROM).isPresent();
        boolean fromObjects = isOneOf(IniKey.BODIES_FROM, DISK, S3);
        long rate = ini.value(IniKey.BODIES_RATE, "a size such as 20mb", StorageSize::parse).orElse(0L);
        var store = bucket(objects || fromObjects);
        if (moving && objects == fromObjects) {
            ini.wrong(IniKey.BODIES_FROM, "must not be the same as bodies");
            return new RemoteStore(index, objects ? store : Optional.empty());
        }
        return new RemoteStore(index, objects ? store : Optional.empty(), moving
                ? Optional.of(new RemoteStore.Moving(fromObjects ? store : Optional.empty(), rate))
                : Optional.empty());
    }

    private PostgresSettings database() {
        var connection = ini.secret(IniKey.DB_CONNECTION,
                "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with sslmode, sslrootcert, sslcert, sslkey,"
                        + " connect_timeout or target_session_attrs as options",
                DatabaseUri::parse).or(() -> DatabaseUri.parse(DEFAULT_CONNECTION)).orElseThrow();
        var schema = ini.value(IniKey.DB_SCHEMA, "a name of small letters, digits and underscores",
                text -> Optional.of(text).filter(PostgresSettings::isSchema)).orElse(DEFAULT_SCHEMA);
        int pool = ini.number(IniKey.DB_POOL_SIZE, 2, MOST_CONNECTIONS).orElse(DEFAULT_POOL);
        ini.onOff(IniKey.DB_STORE_LOG, false);
        var password = secret(Secret.DATABASE);
        return connection.settings(password, schema, pool);
    }

    private Optional<S3Settings> bucket(boolean used) {
        var endpoint = ini.value(IniKey.S3_ENDPOINT, "http://HOST:PORT or https://HOST:PORT", StoreSection::endpoint);
        var bucket = ini.text(IniKey.S3_BUCKET);
        var prefix = ini.text(IniKey.S3_PREFIX).orElse("");
        var region = ini.text(IniKey.S3_REGION).orElse(DEFAULT_REGION);
        boolean pathStyle = ini.onOff(IniKey.S3_PATH_STYLE, endpoint.isPresent());
        var authority = ini.path(IniKey.S3_CA_FILE);
        var credentials = credentials(used);
        if (!used) {
            return Optional.empty();
        }
        return Optional.of(new S3Settings(endpoint, bucket.orElseGet(() -> ini.missing(IniKey.S3_BUCKET, "none")),
                prefix, region, pathStyle, credentials, authority, OBJECT_CONNECTIONS));
    }

    /** Both or none. */
    private Optional<S3Settings.Credentials> credentials(boolean used) {
        if (!secrets.wants(Secret.S3_ACCESS) || !secrets.wants(Secret.S3_SECRET)) {
            return Optional.empty();
        }
        var access = secret(Secret.S3_ACCESS);
        var hidden = secret(Secret.S3_SECRET);
        if (access.isPresent() && hidden.isPresent()) {
            return Optional.of(new S3Settings.Credentials(access.get(), hidden.get()));
        }
        if (access.isPresent() != hidden.isPresent() && used) {
            ini.note("[FILES] s3_access_key and s3_secret_key belong together: one of them is missing");
        }
        return Optional.empty();
    }

    private Optional<String> secret(Secret kind) {
        return secrets.read(kind, SECRET, text -> text.matches("\\S+") ? Optional.of(text) : Optional.empty());
    }

    /** True for the other one. */
    private boolean isOneOf(IniKey key, String usual, String other) {
        return ini.value(key, usual + " or " + other,
                text -> Optional.of(text).filter(value -> value.equals(usual) || value.equals(other)))
                .filter(other::equals).isPresent();
    }

    private static Optional<URI> endpoint(String text) {
        try {
            var uri = new URI(text);
            boolean valid = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null;
            return valid ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
