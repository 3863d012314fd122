package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureScheme;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.TlsFacts;
import org.xftp.server.behaviour.peer.TlsOptions;
import org.xftp.server.behaviour.peer.TlsRefused;

/** Groups {@code connection} and {@code tls}: what comes about for which ClientHello. */
final class ConnectionScenarios {
    private ConnectionScenarios() {}

    static void register(Scenarios all) {
        combinations(all);
        nativePeers(all);
        nativePeersOfTls12(all);
        browsers(all);
        nativePeersOfWebRelays(all);
    }

    private static void combinations(Scenarios all) {
        all.addAll("connection: (?:plain|web) relay, ALPN (\\S+), SNI (\\S+), (native|browser) TLS settings",
                (bench, match) -> {
                    TlsOptions base = match.group(3).equals("native") ? TlsOptions.nativePeer() : TlsOptions.browser();
                    String alpn = match.group(1);
                    String sni = match.group(2);
                    return combination(bench, base.withAlpn(alpn.equals("none") ? new String[0] : alpn.split("\\+"))
                            .withSni(sni.equals("none") ? Optional.empty() : Optional.of(sni)));
                });
    }

    private static Observation combination(Bench bench, TlsOptions options) throws IOException {
        try {
            Session session = bench.connect(options);
            TlsFacts facts = session.peer().tls();
            return Observation.of("alpnSelected", facts.alpn().orElse("none"), "leaf", facts.leafKey(), "emptyPost",
                    answer(session.post(Bytes.EMPTY)), "webHelloAfterwards",
                    answer(session.request(Session.webHelloHeaders(), Session.challengeBlock(bench.bytes(32)))),
                    "pingAfterwards", answer(session.post(Commands.PING.block(session))));
        } catch (TlsRefused e) {
            return refused(e);
        }
    }

    private static String answer(Answer answer) {
        return switch (Observation.brief(Optional.of(answer))) {
            case "empty body" -> answer.status() + " with empty body";
            case "ServerHandshake" -> "ServerHandshake, proof " + Hello.of(answer).proof().length() + " bytes";
            case String text -> text;
        };
    }

    private static void nativePeers(Scenarios all) {
        TlsOptions peer = TlsOptions.nativePeer();
        tls(all, "tls: native, only TLS_AES_128_GCM_SHA256", peer.withSuites(CipherSuite.TLS_AES_128_GCM_SHA256));
        tls(all, "tls: native, only TLS_AES_256_GCM_SHA384", peer.withSuites(CipherSuite.TLS_AES_256_GCM_SHA384));
        tls(all, "tls: native, only P-256", peer.withGroups(NamedGroup.secp256r1));
        tls(all, "tls: native, only X448", peer.withGroups(NamedGroup.x448));
        tls(all, "tls: native, signature schemes rsa and ecdsa only",
                peer.withSchemes(SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.ecdsa_secp256r1_sha256));
        tls(all, "tls: native, signature scheme ed25519 only, Ed448 relay",
                peer.withSchemes(SignatureScheme.ed25519));
        tls(all, "tls: native, signature scheme ed25519 only, Ed25519 relay",
                peer.withSchemes(SignatureScheme.ed25519));
    }

    private static void nativePeersOfTls12(Scenarios all) {
        TlsOptions peer = TlsOptions.nativePeer()
                .tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256);
        tls(all, "tls: native TLS 1.2", peer);
        tls(all, "tls: native TLS 1.2, AES suite", peer.withSuites(
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256));
        tls(all, "tls: native TLS 1.2, client insists on renegotiation_info", peer.insistingOnRenegotiationInfo());
        all.add("tls: whole exchange over TLS 1.2", bench -> {
            Session session = bench.connect(peer).handshake(3);
            TestChunk chunk = TestChunk.register(session, bench.bytes(Bench.SMALL), bench.key(), bench.key())
                    .upload(session);
            return chunk.fetch(session, bench.random())
                    .with("sessionIdLength", session.sessionId().length());
        });
    }

    private static void browsers(Scenarios all) {
        TlsOptions peer = TlsOptions.browser();
        tls(all, "tls: browser, groups X448", peer.withGroups(NamedGroup.x448));
        tls(all, "tls: browser, groups P-256", peer.withGroups(NamedGroup.secp256r1));
        tls(all, "tls: browser, groups P-384", peer.withGroups(NamedGroup.secp384r1));
        tls(all, "tls: browser, groups P-521", peer.withGroups(NamedGroup.secp521r1));
        tls(all, "tls: browser, groups ffdhe2048", peer.withGroups(NamedGroup.ffdhe2048));
        tls(all, "tls: browser, suite TLS_AES_128_GCM_SHA256", peer.withSuites(CipherSuite.TLS_AES_128_GCM_SHA256));
        tls(all, "tls: browser, suite TLS_AES_256_GCM_SHA384", peer.withSuites(CipherSuite.TLS_AES_256_GCM_SHA384));
        tls(all, "tls: browser, suite TLS_CHACHA20_POLY1305_SHA256",
                peer.withSuites(CipherSuite.TLS_CHACHA20_POLY1305_SHA256));
        tls(all, "tls: browser TLS 1.2, suite ECDHE-RSA-AES128-GCM-SHA256",
                peer.tls12(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
        tls(all, "tls: browser TLS 1.2, suite ECDHE-RSA-AES256-GCM-SHA384",
                peer.tls12(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384));
        tls(all, "tls: browser TLS 1.2, suite ECDHE-RSA-AES128-SHA256",
                peer.tls12(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256));
    }

    private static void nativePeersOfWebRelays(Scenarios all) {
        for (int suite : List.of(CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_AES_128_GCM_SHA256)) {
            TlsOptions peer = TlsOptions.nativePeer().withSuites(suite);
            String name = suite == CipherSuite.TLS_AES_256_GCM_SHA384
                    ? "TLS_AES_256_GCM_SHA384"
                    : "TLS_AES_128_GCM_SHA256";
            all.add("tls: native on a web relay, only " + name, bench -> {
                Session session = bench.connect(peer);
                Hello hello = session.hello();
                session.post(session.clientHandshake(3));
                TlsFacts facts = session.peer().tls();
                return Observation.of("tls", facts.version() + " " + facts.suite(), "sessionIdLength",
                        sessionIdLength(session, hello), "ping", session.ping());
            });
        }
    }

    private static void tls(Scenarios all, String name, TlsOptions options) {
        all.add(name, bench -> {
            try {
                Session session = bench.connect(options);
                TlsFacts facts = session.peer().tls();
                Hello hello = options.sni().isPresent() ? session.webHello(bench.bytes(32)) : session.hello();
                return Observation.of("tls", facts.version() + " " + facts.suite(), "group", facts.group(),
                        "finishedLength", facts.finished().length(), "hello", "ServerHandshake", "sessionIdLength",
                        sessionIdLength(session, hello));
            } catch (TlsRefused e) {
                return refused(e);
            }
        });
    }

    /** Its length, if the session id in the hello is the connection's. */
    private static Object sessionIdLength(Session session, Hello hello) {
        return hello.sessionId().equals(session.sessionId()) ? hello.sessionId().length() : "not the Finished";
    }

    private static Observation refused(TlsRefused refused) {
        return Observation.of("tls", "refused: " + refused.getMessage());
    }
}
