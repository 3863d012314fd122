package org.xftp.client.behaviour;

import static org.xftp.client.FailureKind.BLOCKED;
import static org.xftp.client.FailureKind.INTEGRITY;
import static org.xftp.client.FailureKind.PROTOCOL;
import static org.xftp.client.FailureKind.QUOTA;
import static org.xftp.client.FailureKind.REFUSED;
import static org.xftp.client.behaviour.Scenario.PROPER;
import static org.xftp.client.behaviour.Scenario.answer;
import static org.xftp.client.behaviour.Scenario.answered;
import static org.xftp.client.behaviour.Scenario.file;
import static org.xftp.client.behaviour.Scenario.hello;
import static org.xftp.client.behaviour.Scenario.relay;
import static org.xftp.client.behaviour.Scenario.replies;
import static org.xftp.client.behaviour.Scenario.reply;
import static org.xftp.client.behaviour.Scenario.shows;
import static org.xftp.client.behaviour.Scenario.versions;
import static org.xftp.client.behaviour.Step.CLIENT_HANDSHAKE;
import static org.xftp.client.behaviour.Step.FGET;
import static org.xftp.client.behaviour.Step.FNEW;
import static org.xftp.client.behaviour.Step.FPUT;
import static org.xftp.client.behaviour.Step.HELLO;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.xftp.protocol.wire.Block;
import org.xftp.transport.Headers;

/** How the relay of each case in {@code client-behaviour.json} is played. */
final class OfficialScenarios {
    private final Map<String, Scenario> byName = new LinkedHashMap<>();

    private OfficialScenarios() {
        byName.put("baseline", PROPER);
        certificates();
        signedKeys();
        versionRanges();
        handshakeAnswers();
        replyFrames();
        replyTexts();
        errors();
        connections();
        downloads();
        names();
    }

    static Map<String, Scenario> byName() {
        return Map.copyOf(new OfficialScenarios().byName);
    }

    private void certificates() {
        byName.put("chain of 2 in TLS, 1 in ServerHandshake",
                hello(hello -> hello.certificates.removeLast()).fails(PROTOCOL));
        byName.put("chain of 4 in TLS, 2 in ServerHandshake", shows(RelayIdentity.ofLength(4)));
        byName.put("chain of 2 whose identity is not self-signed", shows(RelayIdentity.identityNotSelfSigned()));
        byName.put("other leaf in ServerHandshake than in TLS",
                hello(hello -> hello.certificates.set(0, hello.identity.anotherLeaf().der())));
        byName.put("leaf without key usage extensions", leaf(CertificateDraft::withoutUsages));
        byName.put("expired leaf", leaf(leaf -> leaf.valid(daysAgo(9), daysAgo(1))).fails(PROTOCOL));
        byName.put("leaf signed by another key", shows(RelayIdentity.leafOfAnotherKey()).fails(PROTOCOL));
    }

    private void signedKeys() {
        byName.put("signedKey without the extra SEQUENCE", hello(
                hello -> hello.signedKey = hello.signedKey(hello.identity.leaf().keys().getPrivate(), false))
                .fails(PROTOCOL));
        byName.put("signedKey with a bad signature",
                hello(hello -> hello.signedKey[hello.signedKey.length - 1] ^= 1).fails(PROTOCOL));
        byName.put("signedKey signed by the identity key", hello(
                hello -> hello.signedKey = hello.signedKey(hello.identity.identity().keys().getPrivate(), true))
                .fails(PROTOCOL));
        byName.put("sessionId in ServerHandshake wrong", hello(hello -> hello.sessionId[0] ^= 1).fails(PROTOCOL));
        byName.put("sessionId in ServerHandshake empty",
                hello(hello -> hello.sessionId = new byte[0]).fails(PROTOCOL));
        byName.put("webIdentityProof missing altogether",
                hello(hello -> hello.webIdentityProof = Optional.empty()));
        byName.put("webIdentityProof of 114 bytes",
                hello(hello -> hello.webIdentityProof = Optional.of(new byte[114])));
        byName.put("webIdentityProof of 10 bytes",
                hello(hello -> hello.webIdentityProof = Optional.of(new byte[10])));
    }

    private void versionRanges() {
        byName.put("versions 1-9", versions(1, 9));
        byName.put("versions 3-3", versions(3, 3));
        byName.put("versions 4-9", versions(4, 9).fails(PROTOCOL));
        byName.put("versions 3-1 (upside down)", versions(3, 1).fails(PROTOCOL));
    }

    private void handshakeAnswers() {
        byName.put("hello answered with bare HANDSHAKE",
                answer(HELLO, OfficialScenarios::handshakeError).fails(PROTOCOL));
        byName.put("ClientHandshake answered with bare HANDSHAKE block",
                answer(CLIENT_HANDSHAKE, OfficialScenarios::handshakeError).fails(PROTOCOL));
        byName.put("ClientHandshake answered with one byte",
                answer(CLIENT_HANDSHAKE, answer -> answer.body = new byte[1]).fails(PROTOCOL));
        byName.put("status 204 on everything", relay(script -> script.answers(answer -> {
            answer.status = 204;
            answer.body = new byte[0];
        })).fails(PROTOCOL));
        byName.put("extra response headers", relay(script -> script.answers(answer -> answer.headers = Headers.of(
                "server", "played", "content-type", "text/html", "x-long", "x".repeat(4000), "set-cookie", "a=b"))));
    }

    private void replyFrames() {
        byName.put("reply with a corrId", replies(reply -> reply.corrId = new byte[24]));
        byName.put("reply with a random sessionId", replies(reply -> reply.sessionId[0] ^= 1).fails(PROTOCOL));
        byName.put("reply with a 64-byte authenticator", replies(reply -> reply.authenticator = new byte[64]));
        byName.put("reply with a 10-byte authenticator", replies(reply -> reply.authenticator = new byte[10]));
        byName.put("bytes after the transmission in the payload",
                replies(reply -> reply.after = new byte[1]).fails(PROTOCOL));
        byName.put("count 2", replies(reply -> reply.count = 2).fails(PROTOCOL));
        byName.put("count 0", replies(reply -> reply.count = 0).fails(PROTOCOL));
        byName.put("reply block followed by 100 bytes", relay(script -> script
                .answer(FNEW, answer -> answer.append(new byte[100]))
                .answer(FPUT, answer -> answer.append(new byte[100]))));
    }

    private void replyTexts() {
        byName.put("SIDS with an entityId", reply(FNEW, reply -> reply.entityId = new byte[16]).fails(PROTOCOL));
        byName.put("OK without entityId", reply(FPUT, reply -> reply.entityId = new byte[0]).fails(PROTOCOL));
        byName.put("OK with trailing space", answered(FPUT, "OK ").fails(PROTOCOL));
        byName.put("PONG in place of OK", answered(FPUT, "PONG").fails(PROTOCOL));
        byName.put("unknown reply tag", answered(FPUT, "WHAT").fails(PROTOCOL));
        byName.put("one recipient id too many", reply(FNEW, ReplyDraft::addRecipientId));
    }

    private void errors() {
        byName.put("FNEW answered ERR QUOTA", answered(FNEW, "ERR QUOTA").fails(QUOTA));
        byName.put("FNEW answered ERR AUTH", answered(FNEW, "ERR AUTH").fails(REFUSED));
        byName.put("FNEW answered an unknown error", answered(FNEW, "ERR WHATEVER").fails(PROTOCOL));
        byName.put("FNEW answered ERR CMD NO_QUEUE", answered(FNEW, "ERR CMD NO_QUEUE").fails(PROTOCOL));
        byName.put("FNEW answered ERR BLOCKED reason=spam",
                answered(FNEW, "ERR BLOCKED reason=spam").fails(BLOCKED));
        byName.put("FNEW answered ERR BLOCKED reason=other",
                answered(FNEW, "ERR BLOCKED reason=other").fails(PROTOCOL));
        byName.put("FNEW answered ERR BLOCKED with a notice",
                answered(FNEW, "ERR BLOCKED reason=content,notice={\"ttl\":3600}").fails(BLOCKED));
    }

    private void connections() {
        byName.put("relay window of 65535", relay(script -> script.tls(TlsBend.WINDOW_65535)));
        byName.put("relay max concurrent streams 1", relay(script -> script.tls(TlsBend.ONE_STREAM)));
        byName.put("TLS 1.2", relay(script -> script.tls(TlsBend.TLS_1_2)));
        byName.put("relay that only knows ALPN http/1.1",
                relay(script -> script.tls(TlsBend.ONLY_HTTP_1_1)).fails(PROTOCOL));
    }

    private void downloads() {
        byName.put("FILE tag wrong", answer(FGET, answer -> answer.flip(-1)).fails(INTEGRITY));
        byName.put("FILE 1 byte short", answer(FGET, answer -> answer.shorten(1)).fails(INTEGRITY));
        byName.put("FILE 1 byte too long", answer(FGET, answer -> answer.append(new byte[1])));
        byName.put("FILE with another entityId", reply(FGET, reply -> reply.entityId[0] ^= 1));
        byName.put("FILE in pieces of 1000 bytes", answer(FGET, answer -> answer.piece = 1000));
        byName.put("FILE in pieces of 30000 bytes", answer(FGET, answer -> answer.piece = 30000));
    }

    private void names() {
        byName.put("file name empty", file(file -> file.name("")));
        byName.put("file name of 255 bytes", file(file -> file.name("x".repeat(255))));
        byName.put("file name with bad UTF-8", file(file -> file.name = new byte[]{'a', (byte) 0xff, 'b'}));
        byName.put("header extra of 255 bytes", file(file -> {
            file.name("e.bin");
            file.extra = Optional.of(new byte[255]);
        }));
    }

    private static Scenario leaf(UnaryOperator<CertificateDraft> bend) {
        return shows(RelayIdentity.withLeaf(bend));
    }

    private static void handshakeError(AnswerDraft answer) {
        answer.body = Block.encode(ReplyDraft.text("HANDSHAKE"));
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
