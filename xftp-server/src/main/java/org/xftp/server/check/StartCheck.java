package org.xftp.server.check;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;

/** What is quickly looked at before a relay touches anything. */
public record StartCheck(RelayIni ini, RelayDirectories directories, PortProbe ports, Instant now) {

    /**
     * Returns when nothing keeps the relay from starting.
     *
     * @throws ConfigException with all that does
     */
    public void run() throws ConfigException {
        var log = directories.log();
        failOn(errors(Stream.of(Directories.usable("the log directory " + log, log))));
        if (ini.remote().usesDirectory()) {
            failOn(errors(Stream.of(Directories.usable("[FILES] path " + ini.files(), ini.files()))));
        }
        var taken = errors(new PortCheck(ports, false, true).run(ini).stream());
        if (!taken.isEmpty() && new StoreCheck(log, now).run().inUse()) {
            throw new ConfigException("a relay is running on " + log + " already: stop it first");
        }
        failOn(taken);
    }

    private static void failOn(List<String> errors) throws ConfigException {
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
    }

    private static List<String> errors(Stream<Finding> findings) {
        return findings.filter(finding -> finding.level() == Finding.Level.ERROR).map(Finding::text).toList();
    }
}
