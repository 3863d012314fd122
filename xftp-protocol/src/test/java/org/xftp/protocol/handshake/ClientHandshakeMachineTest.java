package org.xftp.protocol.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.xftp.protocol.Vectors.hex;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.Certificates;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.TestCertificates;
import org.xftp.protocol.handshake.HandshakeAnswer.SendBlock;
import org.xftp.protocol.handshake.HandshakeAnswer.SendEmpty;
import org.xftp.protocol.handshake.HandshakeException.Problem;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteWriter;

/** What the official client takes and refuses. */
class ClientHandshakeMachineTest {
    private static final TestRelay RELAY = TestRelay.create();
    private static final VersionRange VERSIONS = new VersionRange(1, 3);
    private static final CertificateDer LEAF = RELAY.identity().leaf();
    private static final CertificateDer IDENTITY = RELAY.identity().identity();
    private static final SignedKey KEY = SignedKey.sign(RELAY.identity().leafKey(), RELAY.sessionKey().publicKey());

    private static ClientHandshakeMachine client() {
        return new ClientHandshakeMachine(RELAY.identity().keyHash(), RELAY.identity().leafKey().publicKey(),
                TestRelay.SESSION);
    }

    private static ServerHandshake server(VersionRange versions, SessionId session, List<CertificateDer> certificates,
            SignedKey key) {
        return new ServerHandshake(versions, session, certificates, key, WebIdentityProof.EMPTY);
    }

    private static void refused(byte[] body, Problem problem) {
        assertThatThrownBy(() -> client().hello(body)).asInstanceOf(type(HandshakeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    static Iterator<JsonNode> captured() {
        return Vectors.load("captured").required("serverHandshakes").elements();
    }

    @Test
    void clientAndRelayAgree() throws HandshakeException {
        ServerHandshakeMachine relay = RELAY.machine(HandshakeKind.NATIVE);
        ClientHandshakeMachine client = client();
        SendBlock introduction = (SendBlock) relay.next(new byte[0], false, false);
        byte[] answer = client.hello(introduction.block().toArray());
        assertThat(relay.next(answer, false, false)).isEqualTo(new SendEmpty());
        assertThat(client.finish(new byte[0])).isEqualTo(new ClientSession(3, RELAY.sessionKey().publicKey()));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void officialRelaysAreTaken(JsonNode v) throws HandshakeException {
        KeyHash keyHash = KeyHash.of(hex(v, "keyHash"));
        ClientHandshakeMachine client = new ClientHandshakeMachine(keyHash,
                Certificates.key(CertificateDer.of(hex(v, "tlsLeaf"))), SessionId.of(hex(v, "finished")));
        byte[] answer = client.hello(Vectors.block(v.required("blockHead").textValue()));
        assertThat(ClientHandshake.decode(answer)).isEqualTo(new ClientHandshake(3, keyHash));
    }

    @ParameterizedTest
    @CsvSource({"1,9,3", "3,3,3", "0,2,2", "1,1,1"})
    void theHighestVersionInCommonIsChosen(int min, int max, int chosen) throws HandshakeException {
        byte[] body = server(new VersionRange(min, max), TestRelay.SESSION, List.of(LEAF, IDENTITY), KEY).encode();
        assertThat(ClientHandshake.decode(client().hello(body)).version()).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({"4,9", "3,1", "0,0"})
    void noVersionInCommonIsRefused(int min, int max) {
        refused(server(new VersionRange(min, max), TestRelay.SESSION, List.of(LEAF, IDENTITY), KEY).encode(),
                Problem.VERSION);
    }

    @Test
    void anotherLeafThanInTlsIsTakenWhenTheTlsLeafSigned() throws HandshakeException {
        Ed448PrivateKey other = Ed448PrivateKey.generate(TestRelay.RANDOM);
        CertificateDer otherLeaf = TestCertificates.certificate(other.publicKey(), RELAY.identityKey());
        assertThat(client().hello(server(VERSIONS, TestRelay.SESSION, List.of(otherLeaf, IDENTITY), KEY).encode()))
                .hasSize(Block.SIZE);
        SignedKey byOther = SignedKey.sign(other, RELAY.sessionKey().publicKey());
        refused(server(VERSIONS, TestRelay.SESSION, List.of(otherLeaf, IDENTITY), byOther).encode(),
                Problem.SIGNATURE);
    }

    @Test
    void aKeySignedByTheIdentityIsRefused() {
        SignedKey byIdentity = SignedKey.sign(RELAY.identityKey(), RELAY.sessionKey().publicKey());
        refused(server(VERSIONS, TestRelay.SESSION, List.of(LEAF, IDENTITY), byIdentity).encode(), Problem.SIGNATURE);
    }

    @Test
    void otherNumbersOfCertificatesAreRefused() {
        for (List<CertificateDer> listed : List.of(List.of(LEAF), List.of(LEAF, IDENTITY, IDENTITY))) {
            refused(server(VERSIONS, TestRelay.SESSION, listed, KEY).encode(), Problem.CERTIFICATES);
        }
    }

    @Test
    void anotherIdentityIsRefused() {
        refused(server(VERSIONS, TestRelay.SESSION, List.of(LEAF, LEAF), KEY).encode(), Problem.IDENTITY);
    }

    @Test
    void anotherSessionIsRefused() {
        for (SessionId session : List.of(SessionId.EMPTY, SessionId.of(new byte[32]))) {
            refused(server(VERSIONS, session, List.of(LEAF, IDENTITY), KEY).encode(), Problem.SESSION);
        }
    }

    private static ByteWriter untilProof(byte[] signedKey) {
        return new ByteWriter().u16(1).u16(3).shortBytes(TestRelay.SESSION)
                .list(List.of(LEAF, IDENTITY), ByteWriter::largeBytes).largeBytes(signedKey);
    }

    static Stream<Arguments> proofs() {
        byte[] key = KEY.toArray();
        return Stream.of(arguments("missing", untilProof(key)), arguments("empty", untilProof(key).u8(0)),
                arguments("10 bytes", untilProof(key).shortBytes(new byte[10])),
                arguments("114 bytes", untilProof(key).shortBytes(new byte[114])),
                arguments("with tail", untilProof(key).u8(0).bytes(new byte[50])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proofs")
    void anyProofIsTaken(String name, ByteWriter payload) throws HandshakeException {
        assertThat(client().hello(Block.encode(payload.toArray()))).as(name).hasSize(Block.SIZE);
    }

    static Stream<byte[]> malformed() {
        byte[] good = server(VERSIONS, TestRelay.SESSION, List.of(LEAF, IDENTITY), KEY).encode();
        byte[] plain = new ByteWriter().bytes(new byte[]{0x30, 0x76}).bytes(RELAY.sessionKey().publicKey().der())
                .bytes(new byte[]{0x30, 5, 6, 3, 0x2b, 0x65, 0x71, 3, 0x73, 0}).bytes(new byte[114]).toArray();
        return Stream.of(new byte[0], new byte[1], Arrays.copyOf(good, 16383), Arrays.copyOf(good, 16385),
                Block.encode(new byte[0]), Block.encode(new byte[40]), Block.encode(untilProof(plain).u8(0).toArray()),
                Block.encode(untilProof(new byte[0]).u8(0).toArray()));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatCannotBeReadIsRefused(byte[] body) {
        refused(body, Problem.MALFORMED);
    }

    @Test
    void bareHandshakeIsARefusal() {
        refused(Block.encode("HANDSHAKE".getBytes(US_ASCII)), Problem.REFUSED);
    }

    @Test
    void theSecondAnswerMustBeEmpty() throws HandshakeException {
        ClientHandshakeMachine client = client();
        client.hello(server(VERSIONS, TestRelay.SESSION, List.of(LEAF, IDENTITY), KEY).encode());
        for (byte[] body : List.of(new byte[1], Block.encode("HANDSHAKE".getBytes(US_ASCII)))) {
            assertThatThrownBy(() -> client.finish(body)).asInstanceOf(type(HandshakeException.class))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.REFUSED));
        }
    }

    @Test
    void finishingBeforeTheHelloIsABug() {
        assertThatThrownBy(() -> client().finish(new byte[0])).isInstanceOf(IllegalStateException.class);
    }
}
