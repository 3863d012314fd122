package org.xftp.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xftp.protocol.command.Password;
import org.xftp.store.postgres.PostgresSettings;

/**
 * {@code file-server.ini} with every value checked; what the file leaves out has the official default
 * (docs/RELAY.md, configuration).
 *
 * @param hosts the relay's names, only for printing its address; may be empty
 * @param port 0 to 65535
 * @param controlPort where operators connect, on loopback only
 * @param files directory of chunk bodies
 * @param storageQuota bytes
 * @param minFreeDisk bytes of the disk that uploads leave free; 0: they may fill it
 * @param storeLog {@code STORE_LOG enable}
 * @param expireAfter age at which chunks are removed; empty: never
 * @param monitoring from log_stats, prometheus_interval, log_tls_errors and the MONITORING section
 * @param remote what of the store lies elsewhere
 * @param database where records in PostgreSQL lie, also while they lie on this machine
 * @param limits {@code LIMITS}, and what is not in the file as standard
 */
public record RelayIni(List<String> hosts, int port, Optional<Integer> controlPort, Path files,
        long storageQuota, long minFreeDisk, boolean newFiles, Optional<Password> createPassword,
        Optional<ControlPassword> controlAdmin, Optional<ControlPassword> controlUser, boolean storeLog,
        Optional<Duration> expireAfter, Monitoring monitoring,
        Optional<Inactivity> inactivity, RelayInformation information, WebIni web, RemoteStore remote,
        PostgresSettings database, RelayLimits limits) {
    public static final String FILE = "file-server.ini";
    static final int DEFAULT_PORT = 443;
    static final int MAX_PORT = 65535;
    private static final int MAX_SECONDS = 1_000_000_000;
    private static final int MAX_HOURS = 1_000_000;
    private static final long DEFAULT_MIN_FREE_DISK = 1L << 30;
    private static final int DEFAULT_EXPIRE_HOURS = 48;

    /**
     * The WEB section: only {@code cert} and {@code key} together make a relay serve browsers.
     *
     * @param required whether the relay must not start without a certificate that browsers can be shown
     */
    public record WebIni(Optional<Path> staticPath, Optional<Integer> http, Optional<Integer> https,
            Optional<Path> certificate, Optional<Path> key, boolean required) {}

    public RelayIni {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads {@code file-server.ini} of this directory, and the files of passwords that it names.
     *
     * @param environment may hold passwords too (docs/RELAY.md, passwords)
     * @throws ConfigException naming file, line, section and key of each thing that is wrong
     */
    public static RelayIni read(Path directory, Map<String, String> environment) throws ConfigException {
        return read(directory, environment, Secret.all());
    }

    /**
     * The same with no other passwords than these; what else it names for passwords is not looked at.
     *
     * @param secrets that the caller uses: others may lie where only the relay's service can read them
     */
    public static RelayIni read(Path directory, Map<String, String> environment, Set<Secret> secrets)
            throws ConfigException {
        return parse(text(directory), directory, environment, secrets);
    }

    /** The same with no password at all. */
    public static RelayIni readWithoutSecrets(Path directory) throws ConfigException {
        return read(directory, Map.of(), Set.of());
    }

    /** The passwords of this directory's ini that only the relay's service of systemd can read. */
    public static Set<Secret> ofServiceOnly(Path directory, Map<String, String> environment) throws ConfigException {
        return PasswordSources.ofServiceOnly(IniValues.of(IniFile.parse(text(directory))), environment);
    }

    private static String text(Path directory) throws ConfigException {
        try {
            return Files.readString(directory.resolve(FILE), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ConfigException(FILE + " is not in " + directory + ": run init first", e);
        } catch (IOException e) {
            throw new ConfigException(FILE + " in " + directory + " cannot be read as UTF-8 text", e);
        }
    }

    /** The same without an environment. */
    public static RelayIni read(Path directory) throws ConfigException {
        return read(directory, Map.of());
    }

    /** The same for text that lies elsewhere; relative paths of password files are resolved against the directory. */
    public static RelayIni parse(String text, Path directory, Map<String, String> environment)
            throws ConfigException {
        return parse(text, directory, environment, Secret.all());
    }

    private static RelayIni parse(String text, Path directory, Map<String, String> environment, Set<Secret> secrets)
            throws ConfigException {
        var values = IniValues.of(IniFile.parse(text));
        var ini = from(values, new PasswordSources(values, directory, environment, secrets));
        values.check();
        return ini;
    }

    /** The same for text without an environment or a place. */
    public static RelayIni parse(String text) throws ConfigException {
        return parse(text, Path.of(""), Map.of());
    }

    private static RelayIni from(IniValues ini, PasswordSources passwords) {
        ListeningPorts.check(ini);
        var store = StoreSection.read(ini, passwords);
        return new RelayIni(hosts(ini), ini.number(IniKey.PORT, 0, MAX_PORT).orElse(DEFAULT_PORT),
                ini.number(IniKey.CONTROL_PORT, 0, MAX_PORT),
                ini.path(IniKey.PATH).orElseGet(() -> ini.missing(IniKey.PATH, Path.of(""))),
                ini.value(IniKey.STORAGE_QUOTA, "a size such as 20gb", StorageSize::parse)
                        .orElseGet(() -> ini.missing(IniKey.STORAGE_QUOTA, 0L)),
                minFreeDisk(ini),
                ini.onOff(IniKey.NEW_FILES, true), createPassword(passwords),
                controlPassword(passwords, Secret.ADMIN),
                controlPassword(passwords, Secret.USER), ini.onOff(IniKey.ENABLE, true),
                expireAfter(ini), monitoring(ini),
                inactivity(ini), RelayInformation.of(ini), web(ini), store.remote(), store.database(),
                LimitsSection.read(ini));
    }

    private static List<String> hosts(IniValues ini) {
        return ini.text(IniKey.HOST).stream().flatMap(text -> Stream.of(text.split(",", -1))).map(String::strip)
                .filter(host -> !host.isEmpty()).toList();
    }

    private static Optional<Password> createPassword(PasswordSources passwords) {
        return passwords.read(Secret.CREATE,
                "printable ASCII characters without blanks, '@', ':' and '/'",
                text -> text.isEmpty() || !Password.isValid(text.getBytes(StandardCharsets.UTF_8))
                        ? Optional.empty()
                        : Optional.of(Password.of(text)));
    }

    private static Optional<ControlPassword> controlPassword(PasswordSources passwords, Secret kind) {
        return passwords.read(kind, "a password without blanks",
                text -> text.matches("\\S+") ? Optional.of(new ControlPassword(text)) : Optional.empty());
    }

    private static long minFreeDisk(IniValues ini) {
        return ini.value(IniKey.MIN_FREE_DISK, "a size such as 1gb, or off",
                text -> text.equals("off") ? Optional.of(0L) : StorageSize.parse(text)).orElse(DEFAULT_MIN_FREE_DISK);
    }

    private static Optional<Duration> expireAfter(IniValues ini) {
        return ini.value(IniKey.EXPIRE_FILES_HOURS, "a number of hours, or off", text -> text.equals("off")
                ? Optional.of(Duration.ZERO)
                : IniValues.wholeNumber(text, 1, MAX_HOURS).map(Duration::ofHours))
                .or(() -> Optional.of(Duration.ofHours(DEFAULT_EXPIRE_HOURS))).filter(Duration::isPositive);
    }

    private static Optional<Duration> seconds(IniValues ini, IniKey key) {
        return ini.number(key, 1, MAX_SECONDS).map(Duration::ofSeconds);
    }

    private static Optional<Inactivity> inactivity(IniValues ini) {
        var ttl = seconds(ini, IniKey.TTL).orElse(Inactivity.DEFAULT.ttl());
        var checkInterval = seconds(ini, IniKey.CHECK_INTERVAL).orElse(Inactivity.DEFAULT.checkInterval());
        return ini.onOff(IniKey.DISCONNECT, false)
                ? Optional.of(new Inactivity(ttl, checkInterval))
                : Optional.empty();
    }

    private static Monitoring monitoring(IniValues ini) {
        var host = ini.text(IniKey.METRICS_HOST).orElse(Monitoring.Endpoint.LOOPBACK);
        return new Monitoring(ini.onOff(IniKey.LOG_STATS, false), seconds(ini, IniKey.PROMETHEUS_INTERVAL),
                ini.onOff(IniKey.LOG_TLS_ERRORS, false), ini.number(IniKey.METRICS_PORT, 0, MAX_PORT)
                        .map(port -> new Monitoring.Endpoint(host, port)));
    }

    private static WebIni web(IniValues ini) {
        return new WebIni(ini.path(IniKey.STATIC_PATH), ini.number(IniKey.HTTP, 1, MAX_PORT),
                ini.number(IniKey.HTTPS, 1, MAX_PORT), ini.path(IniKey.CERT), ini.path(IniKey.KEY),
                ini.onOff(IniKey.REQUIRED, false));
    }
}
