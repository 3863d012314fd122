package org.xftp.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.InitOptions;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.PublicAddress;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.SignatureAlgorithm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "init", mixinStandardHelpOptions = true, sortOptions = false, description = "Create a relay's identity and configuration.")
final class InitCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = {"-p", "--path"}, required = true, paramLabel = "DIR", description = "directory of chunk bodies")
    private Path files = Path.of("");

    @Option(names = {"-q",
        "--quota"}, required = true, paramLabel = "SIZE", description = "most that chunk bodies may take up, such as 100gb")
    private String quota = "";

    @Option(names = {"-n", "--fqdn"}, paramLabel = "NAME", description = "the relay's host name")
    private @Nullable String name;

    @Option(names = "--ip", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "the relay's address, where it has no name (${DEFAULT-VALUE})")
    private String address = "";

    @Option(names = {"-a",
        "--sign-algorithm"}, paramLabel = "ED448|ED25519", defaultValue = "ED448", description = "kind of the relay's keys (${DEFAULT-VALUE})")
    private SignatureAlgorithm algorithm = SignatureAlgorithm.ED448;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "443", description = "where clients connect (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--control-port", paramLabel = "PORT", description = "port for the operator, on this machine only; needs a password in the ini")
    private @Nullable Integer controlPort;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file with the password that senders must know")
    private @Nullable Path passwordFile;

    @Option(names = "--web-path", paramLabel = "DIR", description = "directory of pages about the relay")
    private @Nullable Path webPath;

    @Option(names = "--disable-store-log", description = "accepted for scripts; records are kept in any case")
    private boolean withoutStoreLog;

    @Option(names = {"-l", "--store-log"}, description = "accepted for scripts; records are kept in any case")
    private boolean withStoreLog;

    InitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var directories = RelayDirectories.of(surroundings.environment());
        var host = name == null ? address : name;
        var request = new InitRequest(algorithm, host, files.toAbsolutePath(), quota, withStoreLog || !withoutStoreLog,
                Optional.ofNullable(webPath), new InitOptions(port, Optional.ofNullable(controlPort),
                        Optional.ofNullable(passwordFile).map(Path::toAbsolutePath)));
        var identity = request.run(directories, surroundings.clock().instant(), surroundings.random());
        surroundings.print("The relay is set up.");
        surroundings.print("Fingerprint: " + identity.keyHash().base64Url());
        surroundings.print("Server address: " + new PublicAddress(identity.keyHash(), List.of(host), port));
        printNextSteps(directories.configuration());
        return 0;
    }

    private void printNextSteps(Path configuration) {
        surroundings.print("Next:");
        surroundings.print("1. Move " + configuration.resolve(IdentityFiles.AUTHORITY_KEY) + " to a safe place off this"
                + " machine: the relay runs without it, and with it you can renew the TLS certificate and keep the"
                + " address.");
        surroundings.print("2. Look through " + configuration.resolve(RelayIni.FILE)
                + ", then run: xftp-server check");
        surroundings.print("3. Run: xftp-server start");
    }
}
