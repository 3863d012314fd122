package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xftp.client.SocksServer.Asked;
import org.xftp.client.relay.ProbeOutcome;
import org.xftp.client.relay.ProbeReport;
import org.xftp.client.relay.ProbeStep;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.transport.SocksProxy;

/** Transfers through a SOCKS5 proxy. */
@Timeout(60)
class ProxyTest {
    private static final int SIZE = 400_000;
    private static final String ONION = "a".repeat(56) + ".onion";

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);

    @Test
    void namesAreResolvedByTheProxyAndOnionHostsComeFirst() throws Exception {
        try (SocksServer server = new SocksServer(false); XftpClient client = through(server, false, null)) {
            transfer(client, named(new RelayHost.Name("relay.invalid")));
            assertThat(server.asked()).isNotEmpty().allMatch(asked -> asked.kind() == 3
                    && asked.host().equals("relay.invalid") && asked.user().isEmpty());
        }
        try (SocksServer server = new SocksServer(false); XftpClient client = through(server, false, null)) {
            transfer(client, named(new RelayHost.Name("relay.invalid"), new RelayHost.Onion(ONION)));
            assertThat(server.asked()).isNotEmpty().allMatch(asked -> asked.host().equals(ONION));
        }
    }

    @Test
    void addressesGoAsAddresses() throws Exception {
        try (SocksServer server = new SocksServer(false); XftpClient client = through(server, false, null)) {
            transfer(client, running.addresses().getFirst());
            assertThat(server.asked()).isNotEmpty()
                    .allMatch(asked -> asked.kind() == 1 && asked.host().equals("127.0.0.1"));
        }
    }

    @Test
    void theProxyGetsTheUsersCredentials() throws Exception {
        try (SocksServer server = new SocksServer(true); XftpClient client = through(server, false, "secret")) {
            transfer(client, running.addresses().getFirst());
            assertThat(server.asked()).isNotEmpty().allMatch(asked -> asked.user().equals("alice"));
        }
    }

    @Test
    void isolatedRequestsEachHaveCredentialsAndConnectionsOfTheirOwn() throws Exception {
        try (SocksServer server = new SocksServer(true); XftpClient client = through(server, true, null)) {
            transfer(client, running.addresses().getFirst());
            List<String> users = server.asked().stream().map(Asked::user).toList();
            assertThat(users).hasSizeGreaterThan(4).doesNotHaveDuplicates().noneMatch(String::isEmpty);
        }
    }

    @Test
    void wrongOrMissingCredentialsAreTheUsersBusiness() throws Exception {
        try (SocksServer server = new SocksServer(true)) {
            for (String password : new String[]{"wrong", ""}) {
                try (XftpClient client = through(server, false, password.isEmpty() ? null : password)) {
                    XftpClientException failure = Failing.with(FailureKind.USAGE,
                            () -> transfer(client, running.addresses().getFirst()));
                    assertThat(failure).hasMessageContaining("user name");
                }
            }
            assertThat(server.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, NETWORK, general failure", "2, REFUSED, does not allow", "3, NETWORK, network",
        "4, NETWORK, does not know its name", "5, NETWORK, refused the connection", "6, NETWORK, in time",
        "7, USAGE, no connections", "8, USAGE, kind of address", "99, NETWORK, code 99"})
    void eachRefusalOfTheProxyIsTold(int code, FailureKind kind, String words) throws Exception {
        try (SocksServer server = new SocksServer(false); XftpClient client = through(server, false, null)) {
            server.refuse(code);
            XftpClientException failure = Failing.with(kind,
                    () -> transfer(client, running.addresses().getFirst()));
            assertThat(failure).hasMessageContaining("the proxy").hasMessageContaining(words);
        }
    }

    @Test
    void aProxyThatIsAwayOrNoneIsTold() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertFails(nobody, FailureKind.NETWORK, "the proxy cannot be reached");
        try (FaultProxy closing = FaultProxy.to(nobody)) {
            closing.refuse(true);
            assertFails(closing.port(), FailureKind.NETWORK, "the proxy");
        }
    }

    @Test
    void aProbeLeavesNamesToTheProxyAndTellsWhatTheProxyMinds() throws Exception {
        try (SocksServer server = new SocksServer(false); XftpClient client = through(server, false, null)) {
            ProbeReport report = client.probe(named(new RelayHost.Name("relay.invalid")), _ -> {});
            assertThat(report.failure()).isEmpty();
            assertThat(report.outcomes().getFirst()).isInstanceOf(ProbeOutcome.LeftToProxy.class);
            assertThat(report.outcomes()).map(ProbeOutcome::step).containsExactly(ProbeStep.values());
            assertThat(server.asked()).allMatch(asked -> asked.host().equals("relay.invalid"));

            server.refuse(4);
            ProbeOutcome.Failed failure = client.probe(named(new RelayHost.Name("relay.invalid")), _ -> {}).failure()
                    .orElseThrow();
            assertThat(failure.step()).isEqualTo(ProbeStep.TCP);
            assertThat(failure.message()).contains("the proxy", "does not know its name");
        }
    }

    private void assertFails(int port, FailureKind kind, String words)
            throws IOException {
        SocksProxy proxy = new SocksProxy("127.0.0.1", port, Optional.empty());
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        try (XftpClient client = builder().proxy(proxy).build()) {
            XftpClientException failure = Failing.with(kind,
                    () -> client.upload(file, running.addresses(), 1, TransferListener.NONE));
            assertThat(failure).hasMessageContaining(words);
        }
    }

    private static XftpClientBuilder builder() {
        return XftpClient.builder().retries(new RetryPolicy(0, Duration.ZERO, Duration.ZERO));
    }

    private static XftpClient through(SocksServer server, boolean isolated,
            @Nullable String password) {
        SocksProxy proxy = new SocksProxy("127.0.0.1", server.port(),
                Optional.ofNullable(password).map(text -> new SocksProxy.Credentials("alice", text)));
        return builder().proxy(proxy).isolated(isolated).build();
    }

    private RelayAddress named(RelayHost... hosts) {
        RelayAddress relay = running.addresses().getFirst();
        return RelayAddress.of(List.of(hosts), relay.port(), relay.keyHash());
    }

    private void transfer(XftpClient client, RelayAddress relay) throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        UploadResult sent = client.upload(file, List.of(relay), 1, TransferListener.NONE);
        assertThat(client.download(sent.recipients().getFirst(), DownloadTarget.in(directory), TransferListener.NONE)
                .file()).hasBinaryContent(TestFiles.bytes(SIZE));
    }
}
