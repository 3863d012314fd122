package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.server.config.RelayInformation;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.SiteSettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.server.web.WebSite;

/** The pages on their own ports, asked for in plain HTTP/1.1 by another implementation's TLS. */
@Timeout(120)
class WebPortsTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void servesThePages(boolean secure) throws Exception {
        try (var ports = ports()) {
            var page = ask(ports, secure, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(page).startsWith("HTTP/1.1 200 OK\r\n").contains("content-type: text/html\r\n",
                    "connection: close\r\n", "content-security-policy: default-src 'none'", "\r\n\r\n<!DOCTYPE html>")
                    .endsWith("</html>\n");
            assertThat(ask(ports, secure, "GET /nope HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found\r\n")
                    .contains("Not found");
            var head = ask(ports, secure, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains("content-length: ").endsWith("\r\n\r\n");
        }
    }

    @Test
    void sendsLargeFilesWholeAndInChunksWhereTheyAreCompressed() throws Exception {
        var content = "0123456789\n".repeat(300_000);
        Files.writeString(directory.resolve("large.txt"), content);
        try (var ports = ports()) {
            assertThat(ask(ports, true, "GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")).endsWith(content);
            assertThat(ask(ports, false, "GET /large.txt HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"))
                    .contains("transfer-encoding: chunked\r\n", "content-encoding: gzip\r\n")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "OPTIONS * HTTP/1.1\r\n\r\n"})
    void readsOnly(String request) throws Exception {
        try (var ports = ports()) {
            assertThat(ask(ports, false, request)).startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                    .contains("allow: GET, HEAD\r\n");
        }
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        try (var ports = ports()) {
            assertThat(ask(ports, false, "\u0016\u0003\u0001nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(ports, false, "GET /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(ask(ports, false, "GET / HTTP/1.1\r\nA: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void httpsComesWithItsCertificateAndFollowsIt() throws Exception {
        var settings = settings();
        var first = WebCertificate.create(Instant.now());
        var second = WebCertificate.create(Instant.now());
        try (var ports = WebPorts.open(settings, WebSite.of(settings), Optional.empty())) {
            assertThat(ports.https()).isEmpty();
            ports.renew(Optional.of(first));
            assertThat(certificate(ports.https().orElseThrow())).isEqualTo(first.chain().getFirst());
            ports.renew(Optional.of(second));
            assertThat(certificate(ports.https().orElseThrow())).isEqualTo(second.chain().getFirst());
        }
    }

    @Test
    void namesTheKeyOfAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings().withSite(new SiteSettings(List.of(), RelayInformation.NONE, Optional.empty(),
                    Optional.of(taken.getLocalPort()), Optional.empty()));
            assertThatThrownBy(() -> WebPorts.open(settings, WebSite.of(settings), Optional.empty()))
                    .isInstanceOf(IOException.class).hasMessage("[WEB] http: port " + taken.getLocalPort()
                            + " cannot be bound: it is in use or not allowed");
        }
    }

    private WebPorts ports() throws Exception {
        var settings = settings();
        return WebPorts.open(settings, WebSite.of(settings), Optional.of(WebCertificate.create(Instant.now())));
    }

    private RelaySettings settings() {
        var identity = TemporaryIdentity.create("localhost", Instant.now(), new SecureRandom());
        return RelaySettings.local(identity, directory.resolve("files"), directory.resolve("state"))
                .withSite(new SiteSettings(List.of("relay.example.org"), RelayInformation.NONE, Optional.of(directory),
                        Optional.of(0), Optional.of(0)));
    }

    private static String ask(WebPorts ports, boolean secure, String request) throws Exception {
        try (var socket = secure
                ? tls(ports.https().orElseThrow())
                : new Socket(InetAddress.getLoopbackAddress(), ports.http().orElseThrow())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static CertificateDer certificate(int port) throws Exception {
        try (var socket = tls(port)) {
            socket.startHandshake();
            return CertificateDer.of(socket.getSession().getPeerCertificates()[0].getEncoded());
        }
    }

    private static SSLSocket tls(int port) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Trusting()}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(Stream.of("h2", "http/1.1").toArray(String[]::new));
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** These certificates are made for the test and signed by nobody. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException(Arrays.toString(chain));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Any will do.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
