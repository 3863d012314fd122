package org.xftp.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
 * @param storageQuota most bytes of chunk bodies
 * @param newFiles whether new chunks are taken
 * @param createPassword what senders must know to register chunks
 * @param expireAfter age at which chunks are removed; empty: never
 * @param inactivity when to close idle connections; empty: never
 * @param control the operator's port; empty: none
 * @param web certificate for browsers; empty: native peers only
 * @param limits how long peers may take
 */
public record RelaySettings(String bindHost, int port, RelayIdentity identity, Path filesDirectory,
        Path stateDirectory, long storageQuota, boolean newFiles, Optional<Password> createPassword,
        Optional<Duration> expireAfter, Optional<Inactivity> inactivity, Optional<ControlSettings> control,
        Optional<TlsCredentials> web, RelayLimits limits) {
    /** Every interface of the machine. */
    public static final String ANY_HOST = "0.0.0.0";
    private static final long DEFAULT_QUOTA = 10L << 30;

    public RelaySettings {
        if (port < 0 || port > 65535 || storageQuota <= 0) {
            throw new IllegalArgumentException("a port is 0 to 65535 and a quota is positive");
        }
    }

    /**
     * A relay on 127.0.0.1 and any free port, with 10 GiB, without password, control port or browsers; chunks expire
     * after 48 hours.
     */
    public static RelaySettings local(RelayIdentity identity, Path filesDirectory, Path stateDirectory) {
        return new RelaySettings("127.0.0.1", 0, identity, filesDirectory, stateDirectory, DEFAULT_QUOTA, true,
                Optional.empty(), Optional.of(Duration.ofDays(2)), Optional.empty(), Optional.empty(),
                Optional.empty(), RelayLimits.STANDARD);
    }

    /** What the operator's files say. */
    public static RelaySettings of(RelayIni ini, RelayDirectories directories, RelayIdentity identity,
            Optional<TlsCredentials> web) {
        var control = ini.controlPort()
                .map(port -> new ControlSettings(port, ini.controlAdmin(), ini.controlUser()));
        return new RelaySettings(ANY_HOST, ini.port(), identity, ini.files(), directories.log(), ini.storageQuota(),
                ini.newFiles(), ini.createPassword(), ini.expireAfter(), ini.inactivity(), control, web,
                RelayLimits.STANDARD);
    }

    public RelaySettings withListener(String host, int newPort) {
        return new RelaySettings(host, newPort, identity, filesDirectory, stateDirectory, storageQuota, newFiles,
                createPassword, expireAfter, inactivity, control, web, limits);
    }

    public RelaySettings withStorageQuota(long bytes) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, bytes, newFiles,
                createPassword, expireAfter, inactivity, control, web, limits);
    }

    public RelaySettings withNewFiles(boolean allowed) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, storageQuota, allowed,
                createPassword, expireAfter, inactivity, control, web, limits);
    }

    public RelaySettings withCreatePassword(Password password) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, storageQuota, newFiles,
                Optional.of(password), expireAfter, inactivity, control, web, limits);
    }

    /** Empty: chunks never expire. */
    public RelaySettings withExpireAfter(Optional<Duration> age) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, storageQuota, newFiles,
                createPassword, age, inactivity, control, web, limits);
    }

    public RelaySettings withInactivity(Inactivity idle) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, storageQuota, newFiles,
                createPassword, expireAfter, Optional.of(idle), control, web, limits);
    }

    public RelaySettings withControl(ControlSettings settings) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, storageQuota, newFiles,
                createPassword, expireAfter, inactivity, Optional.of(settings), web, limits);
    }

    public RelaySettings withWeb(TlsCredentials credentials) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, storageQuota, newFiles,
                createPassword, expireAfter, inactivity, control, Optional.of(credentials), limits);
    }

    public RelaySettings withLimits(RelayLimits newLimits) {
        return new RelaySettings(bindHost, port, identity, filesDirectory, stateDirectory, storageQuota, newFiles,
                createPassword, expireAfter, inactivity, control, web, newLimits);
    }
}
