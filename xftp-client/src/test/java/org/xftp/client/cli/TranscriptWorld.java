package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xftp.client.FaultProxy;
import org.xftp.client.TestRelays;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.server.config.ControlPassword;
import org.xftp.server.config.ControlSettings;
import org.xftp.server.config.RelaySettings;

/** The relays of a transcript, and what happens to them. */
final class TranscriptWorld implements AutoCloseable {
    private final Path home;
    private final TestRelays relays;
    private final List<String> names = new ArrayList<>();
    private final Map<Integer, Integer> controlPorts = new HashMap<>();
    private final List<ServerSocket> silent = new ArrayList<>();
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private Optional<Process> running = Optional.empty();
    private final CountDownLatch reached = new CountDownLatch(1);

    TranscriptWorld(Path home) {
        this.home = home;
        relays = new TestRelays(home);
    }

    /** @param change {@code password WORD}, {@code quota SIZE}, {@code closed} or nothing */
    String relay(String name, List<String> change) throws IOException, CliException {
        UnaryOperator<RelaySettings> settings = switch (String.join(" ", change).replaceAll(" .*", "")) {
            case "password" -> s -> s.withCreatePassword(Password.of(change.get(1)));
            case "quota" -> withQuota(ByteSize.parse(change.get(1)));
            default -> UnaryOperator.identity();
        };
        RelayAddress address = relays.add(s -> settings.apply(TestRelays.measured(s).withControl(
                new ControlSettings(0, Optional.of(new ControlPassword("admin")), Optional.empty()))));
        names.add(name);
        controlPorts.put(address.port(), relays.controlPort(names.size() - 1));
        return address.toString();
    }

    private static UnaryOperator<RelaySettings> withQuota(long bytes) {
        return settings -> settings.withStorageQuota(bytes);
    }

    /** The relay's address through a proxy that limits all connections together. */
    String slow(String name, String rate) throws IOException, CliException {
        RelayAddress address = relays.addresses().get(names.indexOf(name));
        FaultProxy proxy = FaultProxy.to(address).limit(ByteSize.parse(rate));
        proxies.add(proxy);
        return proxy.address(address).toString();
    }

    /** Chunks that the relays have stored so far, together. */
    long stored(String... some) {
        return Arrays.stream(some).mapToLong(name -> relays.counts(names.indexOf(name)).uploaded()).sum();
    }

    /**
     * Starts the program, and waits until so many chunks were stored or sent in full. Nothing more goes through slow
     * relays then, so that it is not at its end before it is killed.
     */
    void begin(Path directory, Map<String, String> environment, int chunks, String... arguments)
            throws IOException, InterruptedException {
        long until = through() + chunks;
        proxies.forEach(proxy -> proxy.holdWhile(() -> through() >= until));
        Process process = XftpProcess.start(directory, environment, arguments);
        running = Optional.of(process);
        while (process.isAlive() && through() < until) {
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        assertThat(process.isAlive()).as(XftpProcess.output(directory)).isTrue();
    }

    private long through() {
        return IntStream.range(0, names.size()).mapToObj(relays::counts)
                .mapToLong(counts -> counts.uploaded() + counts.downloads()).sum();
    }

    /** Kills what was begun; no chunk of it is counted once this returns. */
    void kill() throws IOException, InterruptedException {
        Process process = running.orElseThrow();
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();
        running = Optional.empty();
        proxies.forEach(proxy -> proxy.holdWhile(() -> false));
        for (int i = 0; i < names.size(); i++) {
            relays.awaitRest(i);
        }
    }

    /** The relay's address under the fingerprint of another. */
    String impostor(String name) {
        RelayAddress address = relays.addresses().get(names.indexOf(name));
        return RelayAddress.of(address.hosts(), address.port(), KeyHash.of(new byte[32])).toString();
    }

    /** The relay's address with a password. */
    String passworded(String name, String password) {
        RelayAddress address = relays.addresses().get(names.indexOf(name));
        return address.toString().replace("@", ":" + password + "@");
    }

    /** A relay that takes connections and says nothing. */
    String silent() throws IOException {
        ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        silent.add(socket);
        Thread.ofVirtual().start(() -> acceptFrom(socket));
        return "xftp://" + KeyHash.of(new byte[32]).base64Url() + "@127.0.0.1:" + socket.getLocalPort();
    }

    private void acceptFrom(ServerSocket socket) {
        try {
            while (true) {
                connections.add(socket.accept());
                reached.countDown();
            }
        } catch (IOException e) {
            // The end of the test.
            return;
        }
    }

    /** Waits until the caller, who may end without it, has connected to the silent relay. */
    void awaitConnection(Thread caller) throws InterruptedException {
        while (reached.getCount() > 0 && caller.isAlive()) {
            Thread.sleep(5);
        }
    }

    void stop(String name) {
        relays.stop(names.indexOf(name));
    }

    /** Turns over a bit of every stored body. */
    void corrupt(String name) throws IOException {
        Path files = home.resolve("relay" + names.indexOf(name)).resolve("files");
        try (Stream<Path> bodies = Files.walk(files)) {
            for (Path body : bodies.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(body);
                if (bytes.length > 0) {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(body, bytes);
                }
            }
        }
    }

    /** As an operator does who got a complaint about the file. */
    void block(Path description) throws IOException, DescriptionException {
        for (Chunk chunk : DescriptionYaml.read(Files.readString(description)).chunks()) {
            var replica = chunk.replicas().getFirst();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(),
                    controlPorts.getOrDefault(replica.relay().port(), 0));
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
                out.write("auth admin\nblock " + replica.id().base64Url() + " reason=spam\nquit\n");
                out.flush();
                if (in.lines().noneMatch("ok"::equals)) {
                    throw new IOException("not blocked");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        running.ifPresent(Process::destroyForcibly);
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        relays.close();
        for (ServerSocket socket : silent) {
            socket.close();
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
