package org.xftp.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.transport.TlsCredentials;

/**
 * All that a relay runs with.
 *
 * @param bindHost address to listen on
 * @param port 0 for any free one
 * @param filesDirectory where chunk bodies lie; made if missing
 * @param stateDirectory where the index of chunk records lies; made if missing
 * @param remote what of the store lies elsewhere, whatever the two directories say
 * @param storageQuota most bytes of chunk bodies
 * @param minFreeDisk bytes that uploads leave free on the disk of {@code filesDirectory}; 0: they may fill it
 * @param newFiles whether new chunks are taken
 * @param createPassword what senders must know to register chunks
 * @param expireAfter age at which chunks are removed; empty: never
 * @param inactivity when to close idle connections; empty: never
 * @param control the operator's port; empty: none
 * @param web certificate for browsers; empty: native peers only
 * @param certificates files that are looked at for renewed certificates; empty: those of the start stay
 * @param site what people with a browser are shown
 * @param limits how long peers may take
 * @param monitoring what the relay tells of itself
 */
public record RelaySettings(String bindHost, int port, RelayIdentity identity, Path filesDirectory,
        Path stateDirectory, RemoteStore remote, long storageQuota, long minFreeDisk, boolean newFiles,
        Optional<Password> createPassword,
        Optional<Duration> expireAfter, Optional<Inactivity> inactivity, Optional<ControlSettings> control,
        Optional<TlsCredentials> web, Optional<CertificateFiles> certificates, SiteSettings site, RelayLimits limits,
        Monitoring monitoring) {
    /** Every interface of the machine. */
    public static final String ANY_HOST = "0.0.0.0";
    private static final long DEFAULT_QUOTA = 10L << 30;

    public RelaySettings {
        if (port < 0 || port > 65535 || storageQuota <= 0 || minFreeDisk < 0) {
            throw new IllegalArgumentException("a port is 0 to 65535, and a quota is positive");
        }
    }

    /**
     * A relay on 127.0.0.1 and any free port, with 10 GiB, without password, control port or browsers; chunks expire
     * after 48 hours.
     */
    public static RelaySettings local(RelayIdentity identity, Path filesDirectory, Path stateDirectory) {
        return new RelaySettings("127.0.0.1", 0, identity, filesDirectory, stateDirectory, RemoteStore.NONE,
                DEFAULT_QUOTA, 0, true,
                Optional.empty(), Optional.of(Duration.ofDays(2)), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), SiteSettings.PLAIN, RelayLimits.STANDARD, Monitoring.QUIET);
    }

    /** What the operator's files say. */
    public static RelaySettings of(RelayIni ini, RelayDirectories directories, RelayIdentity identity,
            Optional<TlsCredentials> web) {
        var control = ini.controlPort()
                .map(port -> new ControlSettings(port, ini.controlAdmin(), ini.controlUser()));
        return new RelaySettings(ANY_HOST, ini.port(), identity, ini.files(), directories.log(), ini.remote(),
                ini.storageQuota(),
                ini.minFreeDisk(), ini.newFiles(), ini.createPassword(), ini.expireAfter(), ini.inactivity(), control,
                web, Optional.of(new CertificateFiles(directories.configuration(), ini.web())), SiteSettings.of(ini),
                ini.limits(), ini.monitoring());
    }

    public RelaySettings withListener(String host, int newPort) {
        return with(draft -> {
            draft.bindHost = host;
            draft.port = newPort;
        });
    }

    public RelaySettings withStorageQuota(long bytes) {
        return with(draft -> draft.storageQuota = bytes);
    }

    public RelaySettings withRemoteStore(RemoteStore store) {
        return with(draft -> draft.remote = store);
    }

    public RelaySettings withMinFreeDisk(long bytes) {
        return with(draft -> draft.minFreeDisk = bytes);
    }

    public RelaySettings withNewFiles(boolean allowed) {
        return with(draft -> draft.newFiles = allowed);
    }

    public RelaySettings withCreatePassword(Password password) {
        return with(draft -> draft.createPassword = Optional.of(password));
    }

    /** Empty: chunks never expire. */
    public RelaySettings withExpireAfter(Optional<Duration> age) {
        return with(draft -> draft.expireAfter = age);
    }

    public RelaySettings withControl(ControlSettings settings) {
        return with(draft -> draft.control = Optional.of(settings));
    }

    public RelaySettings withWeb(TlsCredentials credentials) {
        return with(draft -> draft.web = Optional.of(credentials));
    }

    /** Looks for renewed certificates in these files. */
    public RelaySettings withCertificates(CertificateFiles files) {
        return with(draft -> draft.certificates = Optional.of(files));
    }

    public RelaySettings withSite(SiteSettings pages) {
        return with(draft -> draft.site = pages);
    }

    public RelaySettings withLimits(RelayLimits newLimits) {
        return with(draft -> draft.limits = newLimits);
    }

    public RelaySettings withMonitoring(Monitoring newMonitoring) {
        return with(draft -> draft.monitoring = newMonitoring);
    }

    private RelaySettings with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.finish();
    }

    /** Lists the components once more, so that no wither has to. */
    private static final class Draft {
        private String bindHost;
        private int port;
        private final RelayIdentity identity;
        private final Path filesDirectory;
        private final Path stateDirectory;
        private RemoteStore remote;
        private long storageQuota;
        private long minFreeDisk;
        private boolean newFiles;
        private Optional<Password> createPassword;
        private Optional<Duration> expireAfter;
        private final Optional<Inactivity> inactivity;
        private Optional<ControlSettings> control;
        private Optional<TlsCredentials> web;
        private Optional<CertificateFiles> certificates;
        private SiteSettings site;
        private RelayLimits limits;
        private Monitoring monitoring;

        Draft(RelaySettings from) {
            bindHost = from.bindHost;
            port = from.port;
            identity = from.identity;
            filesDirectory = from.filesDirectory;
            stateDirectory = from.stateDirectory;
            remote = from.remote;
            storageQuota = from.storageQuota;
            minFreeDisk = from.minFreeDisk;
            newFiles = from.newFiles;
            createPassword = from.createPassword;
            expireAfter = from.expireAfter;
            inactivity = from.inactivity;
            control = from.control;
            web = from.web;
            certificates = from.certificates;
            site = from.site;
            limits = from.limits;
            monitoring = from.monitoring;
        }

        RelaySettings finish() {
            return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, remote,
                    storageQuota, minFreeDisk, newFiles,
                    createPassword, expireAfter, inactivity, control, web, certificates, site, limits, monitoring);
        }
    }
}
