package org.xftp.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.PublicAddress;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.Secret;
import org.xftp.server.web.QrCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "address", mixinStandardHelpOptions = true, description = "Print the relay's address for users.")
final class AddressCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--password", description = "with the password that senders need: do not give it to everybody")
    private boolean withPassword;

    @Option(names = "--qr", description = "draw a QR code as well, for cameras")
    private boolean asQrCode;

    @Option(names = "--svg", paramLabel = "FILE", description = "write the QR code as an image, over an existing file")
    private @Nullable Path image;

    AddressCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var configuration = RelayDirectories.of(surroundings.environment()).configuration();
        var ini = RelayIni.read(configuration, surroundings.environment(),
                withPassword ? Set.of(Secret.CREATE) : Set.of());
        var address = new PublicAddress(new IdentityFiles(configuration).keyHash(), ini.hosts(), ini.port());
        if (!address.isComplete()) {
            throw new ConfigException("[TRANSPORT] host is not set: users need the relay's name to reach it");
        }
        var text = text(address, ini);
        surroundings.print(text);
        if (asQrCode) {
            QrCode.of(text).lines().forEach(surroundings::print);
        }
        if (image != null) {
            Files.writeString(image, QrCode.of(text).svg("QR code of the relay's address") + "\n");
        }
        return 0;
    }

    private String text(PublicAddress address, RelayIni ini) throws ConfigException {
        if (!withPassword) {
            return address.toString();
        }
        return address.withPassword(ini.createPassword()
                .orElseThrow(() -> new ConfigException("[AUTH] create_password is not set: there is no password")));
    }
}
