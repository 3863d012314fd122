package org.xftp.protocol.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Requests;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.handshake.HandshakeAnswer.ProcessCommand;
import org.xftp.protocol.handshake.HandshakeAnswer.SendBlock;
import org.xftp.protocol.handshake.HandshakeAnswer.SendEmpty;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteWriter;

/** Each case is one that was tried with the official relay. */
class ServerHandshakeMachineTest {
    private static final byte[] EMPTY = new byte[0];
    private static final TestRelay RELAY = TestRelay.create();
    private static final byte[] RIGHT = RELAY.rightClient();
    private static final Challenge CHALLENGE = Challenge.random(TestRelay.RANDOM);
    private static final byte[] HELLO = new WebHello(Optional.of(CHALLENGE)).encode();
    private static final byte[] PING = Requests.encode(TestRelay.SESSION, CorrId.EMPTY, EntityId.EMPTY, new Ping(),
            Signer.none());

    private static String text(HandshakeAnswer answer) {
        return switch (answer) {
            case SendEmpty _ -> "empty";
            case ProcessCommand command -> "command v" + command.version();
            case SendBlock send -> {
                byte[] payload = Block.decode(send.block().toArray());
                yield payload.length < 20
                        ? new String(payload, US_ASCII)
                        : "ServerHandshake, proof " + server(answer).webIdentityProof().length();
            }
        };
    }

    private static ServerHandshake server(HandshakeAnswer answer) {
        return ServerHandshake.decode(((SendBlock) answer).block().toArray());
    }

    private static String post(ServerHandshakeMachine machine, byte[] body) {
        return text(machine.next(body, false, false));
    }

    private static String hello(ServerHandshakeMachine machine, byte[] body) {
        return text(machine.next(body, true, false));
    }

    private static String handshake(ServerHandshakeMachine machine, byte[] body) {
        return text(machine.next(body, false, true));
    }

    private static ServerHandshakeMachine afterHello(HandshakeKind kind) {
        ServerHandshakeMachine machine = RELAY.machine(kind);
        machine.next(kind == HandshakeKind.WEB ? HELLO : EMPTY, kind == HandshakeKind.WEB, false);
        return machine;
    }

    private static ServerHandshakeMachine finished(HandshakeKind kind) {
        ServerHandshakeMachine machine = afterHello(kind);
        assertThat(handshake(machine, RIGHT)).isEqualTo("empty");
        return machine;
    }

    private static byte[] change(UnaryOperator<byte[]> payload) {
        return Block.encode(payload.apply(Block.decode(RIGHT)));
    }

    @ParameterizedTest
    @CsvSource({"xftp/1,false,NATIVE", "http/1.1,false,NATIVE", "h2,false,UNUSABLE", ",false,NONE", "h2,true,WEB",
        "http/1.1,true,WEB", "xftp/1,true,WEB", ",true,NONE"})
    void tlsAloneDecidesTheKind(@Nullable String alpn, boolean web, HandshakeKind kind) {
        assertThat(HandshakeKind.of(Optional.ofNullable(alpn), web)).isEqualTo(kind);
    }

    @Test
    void helloIsAnsweredWithAnIntroductionThatVerifies() {
        ServerHandshake server = server(RELAY.machine(HandshakeKind.NATIVE).next(EMPTY, false, false));
        assertThat(server.versions()).isEqualTo(new VersionRange(1, 3));
        assertThat(server.sessionId()).isEqualTo(TestRelay.SESSION);
        assertThat(server.certificates()).isEqualTo(List.of(RELAY.identity().leaf(), RELAY.identity().identity()));
        assertThat(server.signedKey().key()).isEqualTo(RELAY.sessionKey().publicKey());
        assertThat(server.signedKey().verify(RELAY.identity().leafKey().publicKey())).isTrue();
        assertThat(server.webIdentityProof().isEmpty()).isTrue();
    }

    static Stream<Arguments> goodClients() {
        byte[] zeros = RIGHT.clone();
        Arrays.fill(zeros, 40, zeros.length, (byte) 0);
        return Stream.of(arguments("right", RIGHT), arguments("version 1", RELAY.client(1)),
                arguments("version 2", RELAY.client(2)), arguments("with tail", change(p -> Arrays.copyOf(p, 135))),
                arguments("one more byte", Arrays.copyOf(RIGHT, 16385)),
                arguments("two blocks", Arrays.copyOf(RIGHT, 32768)), arguments("fill of zeros", zeros));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodClients")
    void clientHandshakeFinishes(String name, byte[] body) {
        ServerHandshakeMachine machine = afterHello(HandshakeKind.NATIVE);
        assertThat(machine.isDone()).isFalse();
        assertThat(post(machine, body)).as(name).isEqualTo("empty");
        assertThat(machine.isDone()).isTrue();
        assertThat(machine.next(PING, false, false)).isEqualTo(
                new ProcessCommand(ClientHandshake.decode(Arrays.copyOf(body, 16384)).version(),
                        Optional.of(RELAY.sessionKey())));
    }

    static Stream<Arguments> badClients() {
        byte[] tooLong = RIGHT.clone();
        tooLong[0] = 0x3f;
        tooLong[1] = (byte) 0xff;
        KeyHash other = KeyHash.of(new byte[32]);
        return Stream.of(arguments("version 0", RELAY.client(0)), arguments("version 4", RELAY.client(4)),
                arguments("version 65535", RELAY.client(65535)),
                arguments("wrong keyHash", new ClientHandshake(3, other).encode()),
                arguments("keyHash 31 bytes", change(p -> new ByteWriter().u16(3)
                        .shortBytes(Arrays.copyOfRange(p, 3, 34)).toArray())),
                arguments("empty payload", change(_ -> EMPTY)),
                arguments("only version", change(p -> Arrays.copyOf(p, 2))),
                arguments("declared length 16383", tooLong),
                arguments("16383 bytes", Arrays.copyOf(RIGHT, 16383)),
                arguments("100 bytes", Arrays.copyOf(RIGHT, 100)), arguments("empty body", EMPTY),
                arguments("PING", PING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badClients")
    void badClientHandshakeIsToldSoAndMayBeRepeated(String name, byte[] body) {
        for (HandshakeKind kind : List.of(HandshakeKind.NATIVE, HandshakeKind.WEB)) {
            ServerHandshakeMachine machine = afterHello(kind);
            assertThat(post(machine, body)).as(name).isEqualTo("HANDSHAKE");
            assertThat(post(machine, RIGHT)).isEqualTo("empty");
            assertThat(post(machine, PING)).isEqualTo("command v3");
        }
    }

    static Stream<byte[]> bodiesBeforeHello() {
        return Stream.of(PING, RIGHT, HELLO, new byte[100], new byte[1]);
    }

    @ParameterizedTest
    @MethodSource("bodiesBeforeHello")
    void nativeConnectionBeginsWithAnEmptyBody(byte[] body) {
        ServerHandshakeMachine machine = RELAY.machine(HandshakeKind.NATIVE);
        assertThat(post(machine, body)).isEqualTo("HANDSHAKE");
        assertThat(hello(machine, body)).as("the header means nothing here").isEqualTo("HANDSHAKE");
        assertThat(post(machine, EMPTY)).isEqualTo("ServerHandshake, proof 0");
    }

    @Test
    void onAFinishedNativeConnectionEverythingIsACommand() {
        ServerHandshakeMachine machine = finished(HandshakeKind.NATIVE);
        assertThat(post(machine, EMPTY)).isEqualTo("command v3");
        assertThat(handshake(machine, RIGHT)).isEqualTo("command v3");
        assertThat(hello(machine, HELLO)).isEqualTo("command v3");
    }

    @Test
    void withoutHandshakeEverythingIsACommandOfVersion1() {
        ServerHandshakeMachine machine = RELAY.machine(HandshakeKind.NONE);
        assertThat(machine.isDone()).isTrue();
        assertThat(machine.next(PING, false, false)).isEqualTo(new ProcessCommand(1, Optional.empty()));
        assertThat(machine.next(EMPTY, true, true)).isEqualTo(new ProcessCommand(1, Optional.empty()));
    }

    @Test
    void browserAtARelayWithoutWebCertificateGetsEmptyAnswers() {
        ServerHandshakeMachine machine = RELAY.machine(HandshakeKind.UNUSABLE);
        for (byte[] body : List.of(EMPTY, PING, RIGHT, HELLO)) {
            assertThat(hello(machine, body)).isEqualTo("empty");
            assertThat(post(machine, body)).isEqualTo("empty");
        }
        assertThat(machine.isDone()).isFalse();
    }

    @Test
    void webConnectionBeginsWithItsHeader() {
        ServerHandshakeMachine machine = RELAY.machine(HandshakeKind.WEB);
        for (byte[] body : List.of(EMPTY, PING, RIGHT, HELLO, new byte[1])) {
            assertThat(post(machine, body)).isEqualTo("SESSION");
            assertThat(handshake(machine, body)).isEqualTo("SESSION");
        }
        assertThat(hello(machine, HELLO)).isEqualTo("ServerHandshake, proof 114");
    }

    @Test
    void webHelloIsAnsweredWithAProofOfTheChallenge() {
        ServerHandshake server = server(RELAY.machine(HandshakeKind.WEB).next(HELLO, true, true));
        assertThat(server.webIdentityProof().verify(RELAY.identity().leafKey().publicKey(), CHALLENGE,
                TestRelay.SESSION)).isTrue();
    }

    static Stream<Arguments> webHellos() {
        byte[] payload = Block.decode(HELLO);
        return Stream.of(arguments("no challenge", new WebHello(Optional.empty()).encode(), 0),
                arguments("empty body", EMPTY, 0),
                arguments("trailing bytes", Block.encode(Arrays.copyOf(payload, payload.length + 10)), 114),
                arguments("100 bytes", Arrays.copyOf(HELLO, 100), 114),
                arguments("16385 bytes", Arrays.copyOf(HELLO, 16385), 114));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("webHellos")
    void webHelloTakesManyForms(String name, byte[] body, int proof) {
        assertThat(hello(RELAY.machine(HandshakeKind.WEB), body)).as(name).isEqualTo("ServerHandshake, proof " + proof);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void anotherChallengeLengthChangesNothing(int length) {
        byte[] bad = Block.encode(new ByteWriter().u8('1').shortBytes(new byte[length]).toArray());
        ServerHandshakeMachine fresh = RELAY.machine(HandshakeKind.WEB);
        assertThat(hello(fresh, bad)).isEqualTo("HANDSHAKE");
        assertThat(post(fresh, PING)).isEqualTo("SESSION");
        ServerHandshakeMachine finished = finished(HandshakeKind.WEB);
        assertThat(hello(finished, bad)).isEqualTo("HANDSHAKE");
        assertThat(post(finished, PING)).isEqualTo("command v3");
    }

    @Test
    void theFirstWebClientHandshakeNeedsNoHeader() {
        ServerHandshakeMachine machine = afterHello(HandshakeKind.WEB);
        assertThat(post(machine, RIGHT)).isEqualTo("empty");
        assertThat(post(machine, PING)).isEqualTo("command v3");
    }

    @Test
    void twoHellosBeforeTheClientHandshake() {
        ServerHandshakeMachine machine = afterHello(HandshakeKind.WEB);
        assertThat(hello(machine, HELLO)).isEqualTo("ServerHandshake, proof 114");
        assertThat(handshake(machine, RIGHT)).isEqualTo("empty");
    }

    @Test
    void aSecondHandshakeOnTheSameWebConnectionKeepsTheKey() {
        ServerHandshakeMachine machine = finished(HandshakeKind.WEB);
        ServerHandshake again = server(machine.next(HELLO, true, false));
        assertThat(again.signedKey().key()).isEqualTo(RELAY.sessionKey().publicKey());
        assertThat(machine.isDone()).isFalse();
        assertThat(post(machine, PING)).isEqualTo("HANDSHAKE");
        assertThat(handshake(machine, RELAY.client(2))).isEqualTo("empty");
        assertThat(post(machine, PING)).isEqualTo("command v2");
    }

    @Test
    void clientHandshakeOnAFinishedWebConnection() {
        ServerHandshakeMachine machine = finished(HandshakeKind.WEB);
        assertThat(handshake(machine, RIGHT)).isEqualTo("empty");
        assertThat(handshake(machine, RELAY.client(0))).isEqualTo("HANDSHAKE");
        assertThat(post(machine, PING)).isEqualTo("command v3");
        assertThat(post(machine, EMPTY)).isEqualTo("command v3");
    }

    @Test
    void identityWithAnotherPrivateKeyIsRefused() {
        Ed448PrivateKey other = Ed448PrivateKey.generate(TestRelay.RANDOM);
        assertThatThrownBy(() -> new RelayIdentity(RELAY.identity().leaf(), RELAY.identity().identity(), other))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
