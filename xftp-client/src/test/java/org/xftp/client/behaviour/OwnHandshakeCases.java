package org.xftp.client.behaviour;

import static org.xftp.client.FailureKind.PROTOCOL;
import static org.xftp.client.behaviour.OwnCase.receive;
import static org.xftp.client.behaviour.OwnCase.send;
import static org.xftp.client.behaviour.Scenario.PROPER;
import static org.xftp.client.behaviour.Scenario.answer;
import static org.xftp.client.behaviour.Scenario.hello;
import static org.xftp.client.behaviour.Scenario.relay;
import static org.xftp.client.behaviour.Scenario.shows;
import static org.xftp.client.behaviour.Scenario.versions;
import static org.xftp.client.behaviour.Step.CLIENT_HANDSHAKE;
import static org.xftp.client.behaviour.Step.HELLO;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.xftp.client.behaviour.CertificateDraft.Issued;

/** Who the relay is and what it says before the first command (docs/PROTOCOL.md sections 2 and 2.1). */
final class OwnHandshakeCases {
    private OwnHandshakeCases() {}

    static Stream<OwnCase> all() {
        return Stream.of(certificates(), listed(), signedKeys(), versionRanges(), answers()).flatMap(Stream::of);
    }

    private static OwnCase[] certificates() {
        Instant now = Instant.now();
        return new OwnCase[]{
            send("chain of 1 in TLS", shows(RelayIdentity.ofLength(1)).fails(PROTOCOL)),
            send("chain of 3 in TLS", shows(RelayIdentity.ofLength(3))),
            receive("chain of 3 in TLS", shows(RelayIdentity.ofLength(3))),
            send("chain of 5 in TLS", shows(RelayIdentity.ofLength(5)).fails(PROTOCOL)),
            send("Ed25519 certificates", shows(RelayIdentity.ed25519())),
            receive("Ed25519 certificates", shows(RelayIdentity.ed25519())),
            send("leaf of tomorrow", shows(RelayIdentity.withLeaf(
                    leaf -> leaf.valid(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)))))
                    .fails(PROTOCOL)),
            send("expired identity", shows(RelayIdentity.expiredIdentity()).fails(PROTOCOL)),
            send("address of another relay", relay(script -> script
                    .addressedAs(RelayIdentity.usual().keyHash())).fails(PROTOCOL)),
            receive("address of another relay", relay(script -> script
                    .addressedAs(RelayIdentity.usual().keyHash())).fails(PROTOCOL)),
            send("address that names the leaf", relay(OwnHandshakeCases::namesLeaf).fails(PROTOCOL)),
            send("address that names the last of three", relay(OwnHandshakeCases::namesAnchor).fails(PROTOCOL))};
    }

    private static void namesLeaf(Script script) {
        script.addressedAs(RelayIdentity.keyHash(script.identity().leaf()));
    }

    private static void namesAnchor(Script script) {
        RelayIdentity three = RelayIdentity.ofLength(3);
        script.identity(three).addressedAs(RelayIdentity.keyHash(three.chain().getLast()));
    }

    private static OwnCase[] listed() {
        Issued stranger = RelayIdentity.usual().identity();
        return new OwnCase[]{
            send("3 certificates in ServerHandshake",
                    hello(hello -> hello.certificates.add(stranger.der())).fails(PROTOCOL)),
            send("ServerHandshake of another identity",
                    hello(hello -> hello.certificates.set(1, stranger.der())).fails(PROTOCOL)),
            send("certificates of ServerHandshake in the other order",
                    hello(hello -> hello.certificates = hello.certificates.reversed()).fails(PROTOCOL)),
            send("ServerHandshake with an empty certificate list",
                    answer(HELLO, answer -> answer.body[2 + 4 + 1 + 32] = 0).fails(PROTOCOL))};
    }

    private static OwnCase[] signedKeys() {
        return new OwnCase[]{
            send("signedKey of the leaf in ServerHandshake, not of the one in TLS",
                    hello(OwnHandshakeCases::signedByListedLeaf).fails(PROTOCOL)),
            send("empty signedKey", hello(hello -> hello.signedKey = new byte[0]).fails(PROTOCOL)),
            send("signedKey cut short", hello(hello -> hello.signedKey = Arrays
                    .copyOf(hello.signedKey, hello.signedKey.length - 1)).fails(PROTOCOL)),
            send("signedKey for another key", hello(hello -> hello.signedKey[20] ^= 1).fails(PROTOCOL)),
            send("sessionId of another length", hello(hello -> hello.sessionId = Arrays
                    .copyOf(hello.sessionId, 12)).fails(PROTOCOL))};
    }

    private static void signedByListedLeaf(HelloDraft hello) {
        Issued other = hello.identity.anotherLeaf();
        hello.certificates = List.of(other.der(), hello.identity.identity().der());
        hello.signedKey = hello.signedKey(other.keys().getPrivate(), true);
    }

    private static OwnCase[] versionRanges() {
        return new OwnCase[]{
            send("versions 1-1", versions(1, 1)),
            receive("versions 1-1", versions(1, 1)),
            send("versions 2-2", versions(2, 2)),
            send("versions 0-0", versions(0, 0).fails(PROTOCOL))};
    }

    private static OwnCase[] answers() {
        return new OwnCase[]{
            send("bytes behind ServerHandshake in its block", hello(hello -> hello.tail = new byte[100])),
            send("hello answered with bare HANDSHAKE outside a block",
                    answer(HELLO, answer -> answer.body = ReplyDraft.text("HANDSHAKE")).fails(PROTOCOL)),
            send("hello answered with nothing",
                    answer(HELLO, answer -> answer.body = new byte[0]).fails(PROTOCOL)),
            send("hello answered with a block that is a byte short",
                    answer(HELLO, answer -> answer.shorten(1)).fails(PROTOCOL)),
            send("hello answered with a block that declares more than it has",
                    answer(HELLO, OwnHandshakeCases::overlong).fails(PROTOCOL)),
            send("hello answered in one-byte DATA frames", answer(HELLO, answer -> answer.piece = 1)),
            send("ClientHandshake answered with a ServerHandshake", relay(OwnHandshakeCases::helloTwice)
                    .fails(PROTOCOL)),
            send("status 500 on everything", relay(script -> script.answers(answer -> answer.status = 500))),
            receive("status 500 on everything",
                    relay(script -> script.answers(answer -> answer.status = 500))),
            receive("relay in good order", PROPER)};
    }

    private static void overlong(AnswerDraft answer) {
        answer.body[0] = (byte) 0xff;
        answer.body[1] = (byte) 0xff;
    }

    private static void helloTwice(Script script) {
        byte[][] hello = new byte[1][];
        script.answer(HELLO, answer -> hello[0] = answer.body.clone())
                .answer(CLIENT_HANDSHAKE, answer -> answer.body = hello[0]);
    }
}
