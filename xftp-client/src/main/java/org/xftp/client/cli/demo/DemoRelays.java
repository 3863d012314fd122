package org.xftp.client.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.xftp.client.cli.CliContext;
import org.xftp.client.files.OwnerOnly;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.Relay;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;

/** Real relays on free ports of 127.0.0.1; they and everything they stored are gone when this is closed. */
final class DemoRelays implements AutoCloseable {
    private static final RelayHost LOOPBACK = new RelayHost.Ipv4(0x7f000001);

    private final Path directory;
    private final List<Relay> relays = new ArrayList<>();
    private final List<RelayAddress> addresses = new ArrayList<>();

    private DemoRelays(Path directory) {
        this.directory = directory;
    }

    static DemoRelays start(CliContext context, int count) throws IOException {
        DemoRelays demo = new DemoRelays(Files.createTempDirectory("xftp-demo-", OwnerOnly.directory()));
        try {
            for (int number = 1; number <= count; number++) {
                demo.startOne(context, demo.directory.resolve("relay" + number));
            }
            return demo;
        } catch (IOException | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void startOne(CliContext context, Path home) throws IOException {
        RelayIdentity identity = TemporaryIdentity.create("127.0.0.1", context.clock().instant(), context.random());
        Relay relay = Relay.start(RelaySettings.local(identity, home.resolve("files"), home.resolve("state")));
        relays.add(relay);
        addresses.add(RelayAddress.of(List.of(LOOPBACK), relay.port(), identity.keyHash()));
    }

    List<RelayAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** A fresh directory that goes with the relays. */
    Path directory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    @Override
    public void close() throws IOException {
        relays.forEach(Relay::close);
        FileUtils.deleteDirectory(directory.toFile());
    }
}
