package org.xftp.server.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xftp.server.ProgramVersion;
import org.xftp.server.Relay;
import org.xftp.server.StoredChunks;
import org.xftp.server.check.PortProbe;
import org.xftp.server.check.StartCheck;
import org.xftp.server.config.CertificateFiles;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.PublicAddress;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.WebCertificate;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.server.storelog.Takeover;
import org.xftp.transport.TlsCredentials;
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
        var ini = RelayIni.read(configuration, surroundings.environment());
        var now = surroundings.clock().instant();
        var files = new CertificateFiles(configuration, ini.web());
        var identity = files.identity(now);
        var web = files.webCertificate(now);
        var settings = RelaySettings.of(ini, directories, identity, usable(web, ini));
        new StartCheck(ini, directories, PortProbe.ofMachine(), now).run();
        surroundings.print("xftp-server " + ProgramVersion.number());
        surroundings.print("Fingerprint: " + identity.keyHash().base64Url());
        surroundings.print("Server address: " + new PublicAddress(identity.keyHash(), ini.hosts(), ini.port()));
        surroundings.print(uploads(ini));
        remark(web);
        StoredChunks.unusedBodies(ini.remote(), ini.files())
                .ifPresent(line -> surroundings.print("Warning: " + line + "."));
        var store = StoreFiles.of(directories.log(), ini.files());
        if (ini.remote().index().isPresent()) {
            requireNoLocalRecords(store);
        } else if (ini.storeLog()) {
            new Takeover(store, surroundings.random(), surroundings::print)
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

    /** Senders and recipients of what is recorded here would be told that it does not exist. */
    private static void requireNoLocalRecords(StoreFiles files) throws ConfigException, IOException {
        var log = files.log().current();
        if (log.isPresent()) {
            throw new ConfigException("[STORE_LOG] store_files is database, but " + log.get()
                    + " is there: take it over with xftp-server database import, or move it away if its chunks are"
                    + " given up");
        }
        if (files.chunks() > 0) {
            throw new ConfigException("[STORE_LOG] store_files is database, but " + files.index()
                    + " holds chunks: take them over with xftp-server database import --from sqlite, or move it away"
                    + " if they are given up");
        }
    }

    /** A certificate that is no good keeps only browsers away, unless the operator wants it otherwise. */
    private static Optional<TlsCredentials> usable(WebCertificate web, RelayIni ini) throws ConfigException {
        var usable = web.usable();
        if (ini.web().required() && usable.isEmpty()) {
            throw new ConfigException(web instanceof WebCertificate.Unusable(var reason)
                    ? reason
                    : "[WEB] required is on, but cert and key are not given");
        }
        return usable;
    }

    private void remark(WebCertificate web) {
        switch (web) {
            case WebCertificate.Unusable(var reason) -> surroundings.print(reason + ". Browsers are not served.");
            case WebCertificate.Usable(var _, var remark) -> remark.ifPresent(surroundings::print);
            case WebCertificate.Absent() -> {
                // As the operator wants it.
            }
        }
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
