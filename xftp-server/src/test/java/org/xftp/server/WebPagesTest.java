package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.Headers;
import org.xftp.transport.RequestHead;
import org.xftp.transport.TransportClient;

/** Pages and files on the relay's own port, as a browser gets them. */
@Timeout(120)
class WebPagesTest {
    private static final ClientTlsSettings BROWSER = ClientTlsSettings.browser("localhost", _ -> {});

    @TempDir
    private Path directory = Path.of("");
    private final TransportClient client = new TransportClient(1);

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void thePageTellsAboutTheRelay() throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            var page = get(peer, "/");
            var html = text(page);

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.headers().fields()).containsAll(Headers.of("content-type", "text/html",
                    "content-length", Integer.toString(page.body().length), "cache-control", "no-cache",
                    "x-content-type-options", "nosniff", "referrer-policy", "no-referrer").fields());
            assertThat(page.headers().first("content-security-policy").orElseThrow())
                    .startsWith("default-src 'none'; style-src 'sha256-").doesNotContain("unsafe", "script");
            assertThat(html).startsWith("<!DOCTYPE html>")
                    .contains("xftp://" + relay.identity().base64Url() + "@relay.example.org:0", "<svg ",
                            "with a password", "for 48 hours", "&lt;script&gt;alert(1)&lt;/script&gt; (DE)",
                            "href=\"https://example.org/?a&amp;b\"", "href=\"mailto:admin@example.org\"")
                    .doesNotContain("pw1", "<script", "href=\"javascript");
        }
    }

    @Test
    void aPageComesCompressedAndOnlyWhenItIsNew() throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            var plain = get(peer, "/");
            var packed = get(peer, "/", "accept-encoding", "br, gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                    .isEqualTo(plain.body());
            assertThat(get(peer, "/", "accept-encoding", "gzip;q=0").headers().contains("content-encoding"))
                    .isFalse();
            var tag = plain.headers().first("etag").orElseThrow();
            var known = get(peer, "/", "if-none-match", "\"other\", W/" + tag);
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(get(peer, "/nope", "if-none-match", "*").status()).isEqualTo(404);
        }
    }

    @Test
    void headIsLikeGetWithoutABody() throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            for (String path : new String[]{"/", "/nope"}) {
                var get = get(peer, path);
                var head = peer.exchange(new RequestHead("HEAD", path, Headers.EMPTY), new byte[0]);
                assertThat(head.status()).isEqualTo(get.status());
                assertThat(head.headers()).isEqualTo(get.headers());
                assertThat(head.body()).isEmpty();
            }
        }
    }

    @Test
    void aLinkToAFileSaysWhatToDo() throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            assertThat(text(get(peer, "/file/?x"))).contains("xftp recv");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/../etc/web.key", "/%2e%2e/etc/web.key", "/..%2fetc/web.key", "/.hidden",
        "/folder/.hidden", "/outside", "/outside-folder/web.key", "/a%00b", "/%zz", "/folder%5c..%5cx", "//etc/passwd",
        "/empty-folder/", "*", "http://localhost/x"})
    void whatIsNotThereOrNotForOthersIsNotFound(String path) throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            var answer = get(peer, path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(text(answer)).contains("Not found").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({"/app.js, application/javascript", "/folder/m%6Fdule.wasm?v=1, application/wasm",
        "/a+b%20c.svg, image/svg+xml", "/folder, text/html", "/folder/, text/html", "/data, application/octet-stream",
        "/.well-known/acme-challenge/token, application/octet-stream",
        "/.well-known/assetlinks.json, application/json"})
    void theOperatorsFilesAreServed(String path, String type) throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            var answer = get(peer, path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("content-type")).contains(type);
            assertThat(text(answer)).startsWith("content of ");
            assertThat(answer.headers().contains("content-security-policy")).isFalse();
            assertThat(get(peer, path, "if-none-match", answer.headers().first("etag").orElseThrow()).status())
                    .isEqualTo(304);
        }
    }

    @Test
    void largeFilesComeWholeAndTextsCompressed() throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            byte[] large = new byte[5_000_000];
            new SecureRandom().nextBytes(large);
            Files.write(www().resolve("large.bin"), large);
            Files.write(www().resolve("large.txt"), large);

            assertThat(get(peer, "/large.bin", "accept-encoding", "gzip").body()).isEqualTo(large);
            var packed = get(peer, "/large.txt", "accept-encoding", "gzip");
            assertThat(packed.headers().first("content-encoding")).contains("gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes()).isEqualTo(large);
        }
    }

    @Test
    void theOperatorsIndexGoesBeforeTheRelaysPage() throws Exception {
        try (var relay = relay(); var peer = Peer.connect(client, BROWSER, relay.port())) {
            assertThat(text(get(peer, "/"))).contains("XFTP relay");
            Files.writeString(www().resolve("index.html"), "mine");
            assertThat(text(get(peer, "/"))).isEqualTo("mine");
        }
    }

    private Relay relay() throws Exception {
        var random = new SecureRandom();
        var identity = TemporaryIdentity.create("localhost", Instant.now(), random);
        write("app.js", "data", "folder/module.wasm", "folder/index.html", "a+b c.svg", ".hidden", "folder/.hidden",
                ".well-known/acme-challenge/token", "well-known/assetlinks.json", "empty-folder/none/x");
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/web.key"), "secret");
        Files.createSymbolicLink(www().resolve("outside"), directory.resolve("etc/web.key"));
        Files.createSymbolicLink(www().resolve("outside-folder"), directory.resolve("etc"));
        var ini = RelayIni.parse("""
                [INFORMATION]
                operator = <script>alert(1)</script>
                operator_country = DE
                website = https://example.org/?a&b
                source_code = javascript:alert(1)
                admin_email = admin@example.org
                [AUTH]
                create_password = pw1
                [TRANSPORT]
                host = relay.example.org
                [FILES]
                path = %s
                storage_quota = 1gb
                min_free_disk = off
                [WEB]
                static_path = %s
                """.formatted(directory.resolve("files"), www()));
        var directories = new RelayDirectories(directory.resolve("etc"), directory.resolve("log"));
        var web = WebCertificate.create(Instant.now());
        var shown = RelaySettings.of(ini, directories, identity, Optional.of(web));
        return Relay.start(RelaySettings.local(identity, directory.resolve("files"), directory.resolve("state"))
                .withWeb(web).withSite(shown.site()).withCreatePassword(shown.createPassword().orElseThrow())
                .withExpireAfter(Optional.of(Duration.ofDays(2))));
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            var file = www().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content of " + name);
        }
    }

    private Path www() {
        return directory.resolve("www");
    }

    private static Peer.Exchange get(Peer peer, String path, String... headers) throws IOException {
        return peer.exchange(new RequestHead("GET", path, Headers.of(headers)), new byte[0]);
    }

    private static String text(Peer.Exchange answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
