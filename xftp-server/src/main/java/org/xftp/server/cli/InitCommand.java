package org.xftp.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.InitRequest;
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
                Optional.ofNullable(webPath));
        var identity = request.run(directories, surroundings.clock().instant(), surroundings.random());
        var configuration = directories.configuration();
        surroundings.print("The relay is set up. Look through " + configuration.resolve(RelayIni.FILE)
                + ", then run: xftp-server start");
        surroundings.print("Fingerprint: " + identity.keyHash().base64Url());
        surroundings.print("Move " + configuration.resolve(IdentityFiles.AUTHORITY_KEY) + " to a safe place off this"
                + " machine: the relay runs without it, and with it you can renew the TLS certificate and keep the"
                + " address.");
        return 0;
    }
}
