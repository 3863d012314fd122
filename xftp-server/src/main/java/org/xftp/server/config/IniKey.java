package org.xftp.server.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key of {@code file-server.ini} (docs/RELAY.md, configuration). A key that is not here is refused by name. */
public enum IniKey {
    SOURCE_CODE("INFORMATION", "source_code"),
    SERVER_COUNTRY("INFORMATION", "server_country"),
    OPERATOR("INFORMATION", "operator"),
    OPERATOR_COUNTRY("INFORMATION", "operator_country"),
    WEBSITE("INFORMATION", "website"),
    ADMIN_SIMPLEX("INFORMATION", "admin_simplex"),
    ADMIN_EMAIL("INFORMATION", "admin_email"),
    COMPLAINTS_SIMPLEX("INFORMATION", "complaints_simplex"),
    COMPLAINTS_EMAIL("INFORMATION", "complaints_email"),
    HOSTING("INFORMATION", "hosting"),
    HOSTING_COUNTRY("INFORMATION", "hosting_country"),
    HOSTING_TYPE("INFORMATION", "hosting_type"),

    ENABLE("STORE_LOG", "enable"),
    STORE_FILES("STORE_LOG", "store_files"),
    DB_CONNECTION("STORE_LOG", "db_connection"),
    DB_SCHEMA("STORE_LOG", "db_schema"),
    DB_POOL_SIZE("STORE_LOG", "db_pool_size"),
    DB_STORE_LOG("STORE_LOG", "db_store_log"),
    DB_PASSWORD("STORE_LOG", "db_password"),
    DB_PASSWORD_FILE("STORE_LOG", "db_password_file"),
    EXPIRE_FILES_HOURS("STORE_LOG", "expire_files_hours"),
    LOG_STATS("STORE_LOG", "log_stats"),
    PROMETHEUS_INTERVAL("STORE_LOG", "prometheus_interval"),

    NEW_FILES("AUTH", "new_files"),
    CREATE_PASSWORD("AUTH", "create_password"),
    CREATE_PASSWORD_FILE("AUTH", "create_password_file"),
    CONTROL_PORT_ADMIN_PASSWORD("AUTH", "control_port_admin_password"),
    CONTROL_PORT_ADMIN_PASSWORD_FILE("AUTH", "control_port_admin_password_file"),
    CONTROL_PORT_USER_PASSWORD("AUTH", "control_port_user_password"),
    CONTROL_PORT_USER_PASSWORD_FILE("AUTH", "control_port_user_password_file"),

    HOST("TRANSPORT", "host"),
    PORT("TRANSPORT", "port"),
    LOG_TLS_ERRORS("TRANSPORT", "log_tls_errors"),
    CONTROL_PORT("TRANSPORT", "control_port"),

    PATH("FILES", "path"),
    STORAGE_QUOTA("FILES", "storage_quota"),
    MIN_FREE_DISK("FILES", "min_free_disk"),
    BODIES("FILES", "bodies"),
    BODIES_FROM("FILES", "bodies_from"),
    BODIES_RATE("FILES", "bodies_rate"),
    S3_ENDPOINT("FILES", "s3_endpoint"),
    S3_BUCKET("FILES", "s3_bucket"),
    S3_PREFIX("FILES", "s3_prefix"),
    S3_REGION("FILES", "s3_region"),
    S3_PATH_STYLE("FILES", "s3_path_style"),
    S3_CA_FILE("FILES", "s3_ca_file"),
    S3_ACCESS_KEY("FILES", "s3_access_key"),
    S3_ACCESS_KEY_FILE("FILES", "s3_access_key_file"),
    S3_SECRET_KEY("FILES", "s3_secret_key"),
    S3_SECRET_KEY_FILE("FILES", "s3_secret_key_file"),

    DISCONNECT("INACTIVE_CLIENTS", "disconnect"),
    TTL("INACTIVE_CLIENTS", "ttl"),
    CHECK_INTERVAL("INACTIVE_CLIENTS", "check_interval"),

    CONNECTIONS("LIMITS", "connections"),
    CONNECTIONS_PER_ADDRESS("LIMITS", "connections_per_address"),
    HANDSHAKES_PER_SECOND("LIMITS", "handshakes_per_second"),
    HANDSHAKES_PER_ADDRESS("LIMITS", "handshakes_per_address"),
    HANDSHAKE_TIMEOUT("LIMITS", "handshake_timeout"),
    SETUP_TIMEOUT("LIMITS", "setup_timeout"),
    REQUESTS_PER_CONNECTION("LIMITS", "requests_per_connection"),
    BLOCK_TIMEOUT("LIMITS", "block_timeout"),
    TRANSFERS("LIMITS", "transfers"),
    TRANSFERS_PER_ADDRESS("LIMITS", "transfers_per_address"),
    UPLOAD_TIMEOUT("LIMITS", "upload_timeout"),
    MIN_UPLOAD_RATE("LIMITS", "min_upload_rate"),
    DOWNLOAD_TIMEOUT("LIMITS", "download_timeout"),
    MIN_DOWNLOAD_RATE("LIMITS", "min_download_rate"),

    STATIC_PATH("WEB", "static_path"),
    HTTP("WEB", "http"),
    HTTPS("WEB", "https"),
    CERT("WEB", "cert"),
    KEY("WEB", "key"),
    REQUIRED("WEB", "required"),

    METRICS_HOST("MONITORING", "metrics_host"),
    METRICS_PORT("MONITORING", "metrics_port");

    private final String section;
    private final String key;

    IniKey(String section, String key) {
        this.section = section;
        this.key = key;
    }

    public String section() {
        return section;
    }

    public String key() {
        return key;
    }

    /** How messages name it: {@code [SECTION] key}. */
    public String place() {
        return "[" + section + "] " + key;
    }

    static Optional<IniKey> of(String section, String key) {
        for (IniKey known : values()) {
            if (known.section.equals(section) && known.key.equals(key)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    static Set<String> sections() {
        return Stream.of(values()).map(IniKey::section).collect(Collectors.toUnmodifiableSet());
    }

    static List<String> keysOf(String section) {
        return Stream.of(values()).filter(known -> known.section.equals(section)).map(IniKey::key).toList();
    }
}
