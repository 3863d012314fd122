package org.xftp.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xftp.protocol.handshake.RelayIdentity;

/**
 * What the operator wants of a new relay.
 *
 * @param host name or IP address; goes into the certificate and the printed address
 * @param files directory of chunk bodies
 * @param quota as written by the operator, such as {@code 100gb}
 * @param webPath directory of web pages
 */
public record InitRequest(SignatureAlgorithm algorithm, String host, Path files, String quota, boolean storeLog,
        Optional<Path> webPath, InitOptions options) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}");

    /** With standard options. */
    public InitRequest(SignatureAlgorithm algorithm, String host, Path files, String quota, boolean storeLog,
            Optional<Path> webPath) {
        this(algorithm, host, files, quota, storeLog, webPath, InitOptions.standard());
    }

    /**
     * Creates identity and configuration. All files appear, the ini file last, or none does.
     *
     * @throws ConfigException when one of them is there already, or the request makes no sense
     */
    public RelayIdentity run(RelayDirectories directories, Instant now, SecureRandom random)
            throws ConfigException, IOException {
        check();
        var configuration = directories.configuration();
        checkAbsent(configuration, RelayIni.FILE, "the relay is set up already");
        for (String name : IdentityFiles.ALL) {
            checkAbsent(configuration, name, "move it away, or bring back " + RelayIni.FILE);
        }
        var text = IniTemplate.write(this, directories);
        RelayIni.parse(text);
        var issued = IssuedIdentity.issue(algorithm, host, now, random);
        Files.createDirectories(directories.log());
        var fileSet = new FileSet(configuration);
        IdentityFiles.add(fileSet, issued);
        fileSet.addSecret(RelayIni.FILE, text);
        fileSet.write();
        return issued.identity();
    }

    private void check() throws ConfigException {
        if (!HOST.matcher(host).matches()) {
            throw new ConfigException("\"" + host.replaceAll("\\p{Cntrl}", "?") + "\" is neither a host name nor an IP"
                    + " address");
        }
        if (StorageSize.parse(quota).isEmpty()) {
            throw new ConfigException("the quota must be a size such as 100gb");
        }
    }

    private static void checkAbsent(Path directory, String name, String advice) throws ConfigException {
        if (Files.exists(directory.resolve(name))) {
            throw new ConfigException(name + " is already in " + directory + ": " + advice);
        }
    }
}
