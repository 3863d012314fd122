package org.xftp.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xftp.server.Relay;
import org.xftp.server.check.PortProbe;
import org.xftp.server.check.StartCheck;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.WebCredentials;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.server.storelog.Takeover;
import picocli.CommandLine.Command;

@Command(name = "start", mixinStandardHelpOptions = true, description = "Run the relay until SIGINT or SIGTERM ends it.")
final class StartCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    StartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var directories = RelayDirectories.of(surroundings.environment());
        var configuration = directories.configuration();
        var identity = new IdentityFiles(configuration).read(surroundings.clock().instant());
        var ini = RelayIni.read(configuration, surroundings.environment());
        var settings = RelaySettings.of(ini, directories, identity, WebCredentials.read(ini.web()));
        new StartCheck(ini, directories, PortProbe.ofMachine(), surroundings.clock().instant()).run();
        surroundings.print("xftp-server " + XftpServer.Version.number());
        surroundings.print("Fingerprint: " + identity.keyHash().base64Url());
        surroundings.print("Server address: " + PrintedAddress.of(identity.keyHash(), ini.hosts(), ini.port()));
        surroundings.print(uploads(ini));
        if (ini.storeLog()) {
            new Takeover(StoreFiles.of(directories.log(), ini.files()), surroundings.random(), surroundings::print)
                    .beforeStart();
        } else {
            surroundings.print("Records of chunks are kept although [STORE_LOG] enable is off: this relay always"
                    + " keeps them.");
        }
        try (var relay = Relay.start(settings, surroundings.random(), surroundings.clock());
                var _ = new StopOnSignal(relay, surroundings)) {
            surroundings.print("Listening on port " + relay.port() + "...");
            relay.awaitClosed();
        } catch (InterruptedException e) {
            // Whoever runs the program as a thread ends it so.
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static String uploads(RelayIni ini) {
        if (!ini.newFiles()) {
            return "Uploading new files NOT allowed.";
        }
        return ini.createPassword().isPresent()
                ? "Uploading new files requires password."
                : "Uploading new files allowed.";
    }
}
