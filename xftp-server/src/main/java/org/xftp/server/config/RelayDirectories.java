package org.xftp.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a relay keeps its configuration and its state, as official installations do.
 *
 * @param configuration the ini file, keys and certificates
 * @param log the index of chunk records, statistics
 */
public record RelayDirectories(Path configuration, Path log) {
    static final String CONFIGURATION_VARIABLE = "XFTP_SERVER_CFG_PATH";
    static final String LOG_VARIABLE = "XFTP_SERVER_LOG_PATH";

    /** Takes the environment's word, or else the default places under {@code /etc/opt} and {@code /var/opt}. */
    public static RelayDirectories of(Map<String, String> environment) throws ConfigException {
        return new RelayDirectories(path(environment, CONFIGURATION_VARIABLE, "/etc/opt/simplex-xftp"),
                path(environment, LOG_VARIABLE, "/var/opt/simplex-xftp"));
    }

    private static Path path(Map<String, String> environment, String variable, String fallback)
            throws ConfigException {
        var value = environment.getOrDefault(variable, "");
        try {
            return Path.of(value.isEmpty() ? fallback : value);
        } catch (InvalidPathException e) {
            throw new ConfigException(variable + " is not a path", e);
        }
    }
}
