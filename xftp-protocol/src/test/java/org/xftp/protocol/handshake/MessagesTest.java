package org.xftp.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.protocol.Vectors.hex;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.Certificates;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.VerifyingKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

class MessagesTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final X25519PrivateKey SESSION_KEY = X25519PrivateKey.generate(RANDOM);

    static Stream<SigningKey> leafKeys() {
        return Stream.of(Ed25519PrivateKey.generate(RANDOM), Ed448PrivateKey.generate(RANDOM));
    }

    static Iterator<JsonNode> captured() {
        return Vectors.load("captured").required("serverHandshakes").elements();
    }

    @Test
    void clientMessagesAreWrittenAndReadAsInTheVectors() {
        JsonNode v = Vectors.load("handshake");
        JsonNode hello = v.required("webHello");
        WebHello web = new WebHello(Optional.of(Challenge.of(hex(hello, "challenge"))));
        assertThat(web.encode()).isEqualTo(Vectors.block(hello.required("blockHead").textValue()));
        assertThat(WebHello.decode(web.encode())).isEqualTo(web);
        JsonNode handshake = v.required("clientHandshake");
        ClientHandshake client = new ClientHandshake(handshake.required("version").intValue(),
                KeyHash.of(hex(handshake, "keyHash")));
        assertThat(client.encode()).isEqualTo(Vectors.block(handshake.required("blockHead").textValue()));
        assertThat(ClientHandshake.decode(client.encode())).isEqualTo(client);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void officialServerHandshakesAreReadAndWrittenBack(JsonNode v) {
        byte[] block = Vectors.block(v.required("blockHead").textValue());
        ServerHandshake server = ServerHandshake.decode(block);
        assertThat(server.encode()).isEqualTo(block);
        assertThat(server.versions()).isEqualTo(new VersionRange(1, 3));
        assertThat(server.sessionId().toArray()).isEqualTo(hex(v, "finished"));
        assertThat(KeyHash.ofIdentity(server.certificates().get(1)).toArray()).isEqualTo(hex(v, "keyHash"));
        assertThat(server.webIdentityProof().isEmpty()).isTrue();
        VerifyingKey leaf = Certificates.key(CertificateDer.of(hex(v, "tlsLeaf")));
        assertThat(server.signedKey().verify(leaf)).isTrue();
        assertThat(SignedKey.decode(server.signedKey().toArray())).isEqualTo(server.signedKey());
    }

    @ParameterizedTest
    @MethodSource("leafKeys")
    void signedKeyRoundTripsAndVerifiesUnderItsLeafOnly(SigningKey leaf) {
        SignedKey signed = SignedKey.sign(leaf, SESSION_KEY.publicKey());
        SignedKey read = SignedKey.decode(signed.toArray());
        assertThat(read).isEqualTo(signed);
        assertThat(read.length()).isEqualTo(leaf instanceof Ed25519PrivateKey ? 122 : 173);
        assertThat(read.key()).isEqualTo(SESSION_KEY.publicKey());
        assertThat(read.verify(leaf.publicKey())).isTrue();
        leafKeys().forEach(other -> assertThat(read.verify(other.publicKey())).isFalse());
    }

    @ParameterizedTest
    @MethodSource("leafKeys")
    void signedKeyWithAnyByteChangedIsMalformedOrDoesNotVerify(SigningKey leaf) {
        byte[] good = SignedKey.sign(leaf, SESSION_KEY.publicKey()).toArray();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 2;
            assertThat(verifies(bad, leaf.publicKey())).as("byte %d", i).isFalse();
        }
        for (int length : new int[]{0, 1, 2, 10, 48, good.length - 1, good.length + 1}) {
            assertThatThrownBy(() -> SignedKey.decode(Arrays.copyOf(good, length))).isInstanceOf(WireException.class);
        }
    }

    private static boolean verifies(byte[] der, VerifyingKey leaf) {
        try {
            return SignedKey.decode(der).verify(leaf);
        } catch (WireException e) {
            return false;
        }
    }

    @Test
    void signedKeyWithoutTheExtraSequenceIsRefused() {
        Ed25519PrivateKey leaf = Ed25519PrivateKey.generate(RANDOM);
        byte[] spki = SESSION_KEY.publicKey().der();
        byte[] plain = new ByteWriter().bytes(new byte[]{0x30, 0x76}).bytes(spki)
                .bytes(new byte[]{0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x41, 0}).bytes(leaf.sign(spki)).toArray();
        assertThatThrownBy(() -> SignedKey.decode(plain)).isInstanceOf(WireException.class);
    }

    @Test
    void webHelloTakesWhatBrowsersMaySend() {
        WebHello none = new WebHello(Optional.empty());
        WebHello some = new WebHello(Optional.of(Challenge.random(RANDOM)));
        byte[] block = some.encode();
        assertThat(WebHello.decode(new byte[0])).isEqualTo(none);
        assertThat(WebHello.decode(none.encode())).isEqualTo(none);
        assertThat(WebHello.decode(Arrays.copyOf(block, 100))).isEqualTo(some);
        assertThat(WebHello.decode(Arrays.copyOf(block, Block.SIZE + 1))).isEqualTo(some);
        byte[] payload = Arrays.copyOf(Block.decode(block), 44);
        assertThat(WebHello.decode(Block.encode(payload))).as("10 more bytes").isEqualTo(some);
    }

    @Test
    void webHelloWithAnotherChallengeLengthOrMarkIsRefused() {
        for (int length : new int[]{0, 31, 33, 255}) {
            byte[] payload = new ByteWriter().u8('1').shortBytes(new byte[length]).toArray();
            assertThatThrownBy(() -> WebHello.decode(Block.encode(payload))).isInstanceOf(WireException.class);
        }
        for (byte[] payload : List.of(new byte[0], new byte[]{'2'}, new byte[]{1}, new byte[]{'1'},
                new byte[]{'1', 32, 5})) {
            assertThatThrownBy(() -> WebHello.decode(Block.encode(payload))).isInstanceOf(WireException.class);
        }
        assertThatThrownBy(() -> WebHello.decode(new byte[1])).isInstanceOf(WireException.class);
    }

    @Test
    void clientHandshakeWithABadKeyHashIsRefused() {
        for (int length : new int[]{0, 31, 33}) {
            byte[] block = Block.encode(new ByteWriter().u16(3).shortBytes(new byte[length]).toArray());
            assertThatThrownBy(() -> ClientHandshake.decode(block)).isInstanceOf(WireException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("leafKeys")
    void proofAnswersOneChallengeOnOneConnection(SigningKey leaf) {
        Challenge challenge = Challenge.random(RANDOM);
        SessionId session = SessionId.of(new byte[]{1, 2, 3});
        WebIdentityProof proof = WebIdentityProof.sign(leaf, challenge, session);
        assertThat(proof.length()).isEqualTo(leaf instanceof Ed25519PrivateKey ? 64 : 114);
        assertThat(proof.verify(leaf.publicKey(), challenge, session)).isTrue();
        assertThat(proof.verify(leaf.publicKey(), Challenge.random(RANDOM), session)).isFalse();
        assertThat(proof.verify(leaf.publicKey(), challenge, SessionId.EMPTY)).isFalse();
        assertThat(WebIdentityProof.EMPTY.verify(leaf.publicKey(), challenge, session)).isFalse();
    }

    @Test
    void versionRangesMeetAtTheHighestInCommon() {
        VersionRange ours = new VersionRange(1, 3);
        assertThat(ours.highestCommon(new VersionRange(1, 9))).isEqualTo(OptionalInt.of(3));
        assertThat(ours.highestCommon(new VersionRange(3, 3))).isEqualTo(OptionalInt.of(3));
        assertThat(ours.highestCommon(new VersionRange(0, 2))).isEqualTo(OptionalInt.of(2));
        assertThat(ours.highestCommon(new VersionRange(4, 9))).isEmpty();
        assertThat(ours.highestCommon(new VersionRange(3, 1))).isEmpty();
        assertThat(ours.highestCommon(new VersionRange(0, 0))).isEmpty();
    }
}
