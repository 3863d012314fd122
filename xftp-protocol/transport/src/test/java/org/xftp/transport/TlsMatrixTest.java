package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.crypto.CertificateDer;

/** docs/PROTOCOL.md section 2: which TLS settings are agreed and which are refused, and with which session id. */
class TlsMatrixTest {
    private static final TlsCredentials ED448 = TestCredentials.relay("Ed448");
    private static final TlsCredentials ED25519 = TestCredentials.relay("Ed25519");
    private static final TlsCredentials WEB_RSA = TestCredentials.chain("RSA", 2);
    private static final TlsCredentials WEB_EC = TestCredentials.chain("secp256r1", 2);

    private static TestRelay plain;
    private static TestRelay web;
    private static TestRelay webEc;

    @BeforeAll
    static void start() throws IOException {
        plain = TestRelay.with(ED448, Optional.empty(), TestRelay::echo);
        web = TestRelay.with(ED448, Optional.of(WEB_RSA), TestRelay::echo);
        webEc = TestRelay.with(ED25519, Optional.of(WEB_EC), TestRelay::echo);
    }

    @AfterAll
    static void stop() {
        plain.close();
        web.close();
        webEc.close();
    }

    private static ClientTlsSettings nativePeer() {
        return ClientTlsSettings.nativePeer(chain -> {});
    }

    private static ClientTlsSettings browser() {
        return ClientTlsSettings.browser("localhost", chain -> {});
    }

    /** Connects, exchanges bytes and makes sure that both ends have the same session id. */
    private static ClientConnection agree(TestRelay relay, ClientTlsSettings settings) throws IOException {
        ClientConnection connection = relay.connect(settings);
        byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
        assertThat(TestRelay.exchange(connection, hello)).isEqualTo(hello);
        ServerConnection accepted = relay.accepted().getLast();
        assertThat(accepted.sessionId()).isEqualTo(connection.sessionId());
        assertThat(accepted.alpn()).isEqualTo(connection.alpn());
        return connection;
    }

    private static void refuse(TestRelay relay, ClientTlsSettings settings, String alert) {
        assertThatThrownBy(() -> relay.connect(settings)).isInstanceOf(TlsException.class)
                .hasMessage("the peer refused TLS: " + alert);
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_3,X448,TLSv1.3,TLS_CHACHA20_POLY1305_SHA256,32",
        "TLS_1_3,X25519,TLSv1.3,TLS_CHACHA20_POLY1305_SHA256,32",
        "TLS_1_2,X448,TLSv1.2,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,12",
        "TLS_1_2,X25519,TLSv1.2,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,12"})
    void nativePeersAgree(TlsVersion offered, NamedGroup group, String version, String suite, int sessionIdLength)
            throws IOException {
        try (ClientConnection connection = agree(plain, nativePeer().withVersions(offered).withGroups(group))) {
            assertThat(connection.tlsVersion()).isEqualTo(version);
            assertThat(connection.cipherSuite()).isEqualTo(suite);
            assertThat(connection.sessionId().length()).isEqualTo(sessionIdLength);
            assertThat(connection.peerCertificates()).isEqualTo(ED448.chain());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "Ed25519"})
    void relayKeysOfBothKindsWork(String algorithm) throws IOException {
        try (TestRelay relay = TestRelay.with(TestCredentials.relay(algorithm), Optional.empty(), TestRelay::echo);
                ClientConnection v13 = agree(relay, nativePeer().withVersions(TlsVersion.TLS_1_3));
                ClientConnection v12 = agree(relay, nativePeer().withVersions(TlsVersion.TLS_1_2))) {
            assertThat(v13.sessionId()).isNotEqualTo(v12.sessionId());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10})
    void chainsArriveAsTheyWereSent(int length) throws IOException {
        TlsCredentials chain = TestCredentials.chain("Ed25519", length);
        try (TestRelay relay = TestRelay.with(chain, Optional.empty(), TestRelay::echo);
                ClientConnection connection = agree(relay, nativePeer())) {
            assertThat(connection.peerCertificates()).isEqualTo(chain.chain());
        }
    }

    @ParameterizedTest
    @EnumSource(value = CipherSuite.class, names = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"})
    void aPlainRelayRefusesAes(CipherSuite suite) {
        refuse(plain, nativePeer().withCipherSuites(suite), "handshake_failure");
    }

    @Test
    void aPlainRelayRefusesAesUnderTls12() {
        refuse(plain, nativePeer().withVersions(TlsVersion.TLS_1_2)
                .withCipherSuites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256), "handshake_failure");
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aPlainRelayRefusesNistGroups(TlsVersion version) {
        refuse(plain, nativePeer().withVersions(version).withGroups(NamedGroup.SECP256R1), "handshake_failure");
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void signatureSchemesMustFitTheRelayKey(TlsVersion version) {
        ClientTlsSettings settings = nativePeer().withVersions(version);
        refuse(plain, settings.withSignatureSchemes(SignatureScheme.ED25519), "handshake_failure");
        refuse(plain, settings.withSignatureSchemes(SignatureScheme.RSA_PSS_RSAE_SHA256,
                SignatureScheme.ECDSA_SECP256R1_SHA256), "handshake_failure");
    }

    @Test
    void aServerNameMeansNothingToAPlainRelay() throws IOException {
        try (ClientConnection connection = agree(plain, nativePeer().withSni("localhost"))) {
            assertThat(connection.peerCertificates()).isEqualTo(ED448.chain());
            assertThat(plain.accepted().getLast().web()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"xftp/1,xftp/1", "http/1.1,http/1.1", "h2,h2", "h2+xftp/1,h2", "xftp/1+h2,xftp/1",
        "foo+http/1.1+h2+xftp/1,http/1.1"})
    void theClientsFirstKnownProtocolWins(String offered, String agreed) throws IOException {
        try (ClientConnection connection = agree(plain, nativePeer().withAlpn(offered.split("\\+")))) {
            assertThat(connection.alpn()).contains(agreed);
        }
    }

    @Test
    void noProtocolIsAgreedWithoutAlpn() throws IOException {
        try (ClientConnection connection = agree(plain, nativePeer().withAlpn())) {
            assertThat(connection.alpn()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void unknownProtocolsAreRefused(TlsVersion version) {
        refuse(plain, nativePeer().withVersions(version).withAlpn("foo"), "no_application_protocol");
    }

    @ParameterizedTest
    @CsvSource({"TLS_AES_128_GCM_SHA256,32", "TLS_AES_256_GCM_SHA384,48", "TLS_CHACHA20_POLY1305_SHA256,32"})
    void browsersGetTheWebCertificate(CipherSuite suite, int sessionIdLength) throws IOException {
        try (ClientConnection rsa = agree(web, browser().withCipherSuites(suite));
                ClientConnection ec = agree(webEc, browser().withCipherSuites(suite))) {
            assertThat(rsa.peerCertificates()).isEqualTo(WEB_RSA.chain());
            assertThat(ec.peerCertificates()).isEqualTo(WEB_EC.chain());
            assertThat(rsa.sessionId().length()).isEqualTo(sessionIdLength);
            assertThat(web.accepted().getLast().web()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(value = CipherSuite.class, names = "TLS_ECDHE_RSA_WITH_.*(GCM|CHACHA20).*", mode = EnumSource.Mode.MATCH_ALL)
    void browsersWithTls12GetTheRsaCertificate(CipherSuite suite) throws IOException {
        try (ClientConnection connection = agree(web,
                browser().withVersions(TlsVersion.TLS_1_2).withCipherSuites(suite))) {
            assertThat(connection.cipherSuite()).isEqualTo(suite.name());
            assertThat(connection.sessionId().length()).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @EnumSource(value = CipherSuite.class, names = "TLS_ECDHE_ECDSA_WITH_.*", mode = EnumSource.Mode.MATCH_ALL)
    void browsersWithTls12GetTheEcdsaCertificate(CipherSuite suite) throws IOException {
        try (ClientConnection connection = agree(webEc,
                browser().withVersions(TlsVersion.TLS_1_2).withCipherSuites(suite))) {
            assertThat(connection.cipherSuite()).isEqualTo(suite.name());
        }
    }

    @Test
    void cbcSuitesAreRefused() {
        refuse(web, browser().withVersions(TlsVersion.TLS_1_2)
                .withCipherSuites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256), "handshake_failure");
    }

    @ParameterizedTest
    @EnumSource(value = NamedGroup.class, names = {"X25519", "X448", "SECP256R1", "SECP521R1"})
    void browserGroups(NamedGroup group) throws IOException {
        for (TlsVersion version : TlsVersion.values()) {
            agree(web, browser().withVersions(version).withGroups(group)).close();
        }
    }

    @ParameterizedTest
    @EnumSource(value = NamedGroup.class, names = {"SECP384R1", "FFDHE2048"})
    void otherGroupsAreRefused(NamedGroup group) {
        refuse(web, browser().withVersions(TlsVersion.TLS_1_3).withGroups(group), "handshake_failure");
    }

    @Test
    void aGroupWithoutKeyShareIsAgreedByRetry() throws IOException {
        agree(plain, nativePeer().withGroups(NamedGroup.SECP256R1, NamedGroup.X25519)).close();
    }

    @Test
    void nativePeersOfAWebRelayMayUseBrowserSuites() throws IOException {
        ClientTlsSettings settings = nativePeer().withCipherSuites(CipherSuite.TLS_AES_256_GCM_SHA384);
        try (ClientConnection connection = agree(web, settings)) {
            assertThat(connection.sessionId().length()).isEqualTo(48);
            assertThat(connection.peerCertificates()).isEqualTo(ED448.chain());
            assertThat(web.accepted().getLast().web()).isFalse();
        }
    }

    @Test
    void nativeSignaturesDoNotFitTheWebCertificate() {
        refuse(web, nativePeer().withSni("localhost"), "handshake_failure");
    }

    @Test
    void theCertificateCheckDecides() {
        IOException refusal = new IOException("not this one");
        List<List<CertificateDer>> seen = new java.util.ArrayList<>();
        assertThatThrownBy(() -> plain.connect(ClientTlsSettings.nativePeer(chain -> {
            seen.add(chain);
            throw refusal;
        }))).isSameAs(refusal);
        assertThat(seen).containsExactly(ED448.chain());
    }

    @Test
    void aLeafKeyThatDoesNotFitTheCertificateIsNoticed() throws IOException {
        TlsCredentials wrongKey = new TlsCredentials(ED25519.chain(), TestCredentials.relay("Ed25519").key());
        try (TestRelay relay = TestRelay.with(wrongKey, Optional.empty(), TestRelay::echo)) {
            assertThatThrownBy(() -> relay.connect(nativePeer())).isInstanceOf(TlsException.class)
                    .hasMessage("TLS failed: decrypt_error");
        }
    }

    @Test
    void unusableKeysAreRefusedWhenBinding() {
        TlsCredentials broken = new TlsCredentials(ED25519.chain(), PrivateKeyDer.of(new byte[]{1, 2, 3}));
        assertThatThrownBy(() -> TestRelay.with(broken, Optional.empty(), TestRelay::echo))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
