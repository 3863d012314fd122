package org.xftp.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelayDirectories;
import picocli.CommandLine.Command;

@Command(name = "cert", mixinStandardHelpOptions = true, description = "Renew the TLS certificate under the same identity; needs ca.key.")
final class CertCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    CertCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var directories = RelayDirectories.of(surroundings.environment());
        new IdentityFiles(directories.configuration()).renewLeaf(surroundings.clock().instant(),
                surroundings.random());
        surroundings.print("The TLS certificate is renewed; the relay's address stays the same. A running relay"
                + " takes it up within a minute.");
        return 0;
    }
}
