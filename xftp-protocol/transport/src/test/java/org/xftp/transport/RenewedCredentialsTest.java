package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Credentials that are replaced while a server runs. */
@Timeout(120)
class RenewedCredentialsTest {
    private static final ClientTlsSettings NATIVE = ClientTlsSettings.nativePeer(_ -> {});
    private static final ClientTlsSettings BROWSER = ClientTlsSettings.browser("localhost", _ -> {});

    private final TlsCredentials first = TestCredentials.relay("Ed25519");
    private final TlsCredentials second = TestCredentials.relay("Ed448");
    private final TlsCredentials web = TestCredentials.chain("secp256r1", 2);
    private final TlsCredentials newWeb = TestCredentials.chain("RSA", 3);

    @Test
    void newConnectionsSeeTheNewOnesAndRunningOnesKeepTheirs() throws IOException {
        try (var relay = TestRelay.with(first, Optional.of(web), TestRelay::echo)) {
            var before = relay.connect(NATIVE);
            var browserBefore = relay.connect(BROWSER);
            assertServed(before, browserBefore); // Accepted, too, before the others are.
            relay.server().renew(second, Optional.of(newWeb));
            var after = relay.connect(NATIVE);
            var browserAfter = relay.connect(BROWSER);

            assertThat(before.peerCertificates()).isEqualTo(first.chain());
            assertThat(after.peerCertificates()).isEqualTo(second.chain());
            assertThat(browserBefore.peerCertificates()).isEqualTo(web.chain());
            assertThat(browserAfter.peerCertificates()).isEqualTo(newWeb.chain());
            assertServed(before, browserBefore, after, browserAfter);
            assertThat(relay.accepted().stream().map(ServerConnection::relayLeaf)).containsExactly(
                    first.chain().getFirst(), first.chain().getFirst(), second.chain().getFirst(),
                    second.chain().getFirst());
        }
    }

    private static void assertServed(ClientConnection... connections) throws IOException {
        for (ClientConnection connection : connections) {
            assertThat(TestRelay.exchange(connection, new byte[100])).hasSize(100);
        }
    }

    @Test
    void theWebCertificateMayComeLater() throws IOException {
        try (var relay = TestRelay.with(first, Optional.empty(), TestRelay::echo)) {
            relay.server().renew(first, Optional.of(web));
            assertThat(relay.connect(BROWSER).peerCertificates()).isEqualTo(web.chain());
        }
    }

    @Test
    void unusableOnesChangeNothing() throws IOException {
        try (var relay = TestRelay.with(first, Optional.empty(), TestRelay::echo)) {
            var broken = new TlsCredentials(second.chain(), PrivateKeyDer.of(new byte[]{1, 2, 3}));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> relay.server().renew(second, Optional.of(broken)));
            assertThat(relay.connect(NATIVE).peerCertificates()).isEqualTo(first.chain());
        }
    }
}
