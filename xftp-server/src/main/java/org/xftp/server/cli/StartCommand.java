package org.xftp.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xftp.server.Relay;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.WebCredentials;
import picocli.CommandLine.Command;

@Command(name = "start", mixinStandardHelpOptions = true, description = "Run the relay until SIGINT or SIGTERM ends it.")
final class StartCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    StartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        var directories = RelayDirectories.of(surroundings.environment());
        var configuration = directories.configuration();
        var identity = new IdentityFiles(configuration).read(surroundings.clock().instant());
        var ini = RelayIni.read(configuration);
        var settings = RelaySettings.of(ini, directories, identity, WebCredentials.read(ini.web()));
        surroundings.print("xftp-server " + XftpServer.Version.number());
        surroundings.print("Fingerprint: " + identity.keyHash().base64Url());
        surroundings.print("Server address: " + PrintedAddress.of(identity.keyHash(), ini.hosts(), ini.port()));
        surroundings.print(uploads(ini));
        try (var relay = Relay.start(settings)) {
            var hook = new Thread(() -> stop(relay), "xftp-stop");
            Runtime.getRuntime().addShutdownHook(hook);
            surroundings.print("Listening on port " + relay.port() + "...");
            relay.awaitClosed();
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

    /** A signal is how a relay is meant to end, so the process must not report it as a failure. */
    private void stop(Relay relay) {
        relay.close();
        surroundings.print("Stopped.");
        Runtime.getRuntime().halt(0);
    }
}
