package org.xftp.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.protocol.Vectors.hex;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.wire.WireException;

class KeysTest {
    private static final JsonNode VECTORS = Vectors.load("keys");
    private static final SecureRandom RANDOM = new SecureRandom();

    static Stream<PrivateKey> keyOfEachKind() {
        return Stream.of(Ed25519PrivateKey.generate(RANDOM), Ed448PrivateKey.generate(RANDOM),
                X25519PrivateKey.generate(RANDOM));
    }

    static Stream<SigningKey> signingKeyOfEachKind() {
        return Stream.of(Ed25519PrivateKey.generate(RANDOM), Ed448PrivateKey.generate(RANDOM));
    }

    @Test
    void ed25519FollowsTheVectors() {
        JsonNode v = VECTORS.required("ed25519");
        Ed25519PrivateKey key = Ed25519PrivateKey.of(hex(v, "seed"));
        assertThat(key.publicKey().raw()).isEqualTo(hex(v, "publicRaw"));
        assertThat(key.publicKey().der()).isEqualTo(hex(v, "publicDer"));
        assertThat(key.pkcs8()).isEqualTo(hex(v, "privateDer"));
        assertThat(PrivateKey.decode(hex(v, "privateDer"))).isEqualTo(key);
        assertThat(PublicKey.decode(hex(v, "publicDer"))).isEqualTo(key.publicKey());
        assertThat(key.sign(hex(v, "message"))).isEqualTo(hex(v, "signature"));
        assertThat(key.publicKey().verify(hex(v, "message"), hex(v, "signature"))).isTrue();
    }

    @Test
    void x25519FollowsTheVectors() {
        JsonNode v = VECTORS.required("x25519");
        X25519PrivateKey a = X25519PrivateKey.of(hex(v, "privateA"));
        X25519PrivateKey b = X25519PrivateKey.of(hex(v, "privateB"));
        assertThat(a.publicKey().raw()).isEqualTo(hex(v, "publicA"));
        assertThat(a.publicKey().der()).isEqualTo(hex(v, "publicADer"));
        assertThat(b.publicKey().raw()).isEqualTo(hex(v, "publicB"));
        assertThat(a.agree(b.publicKey()).toArray()).isEqualTo(hex(v, "shared"));
        assertThat(b.agree(a.publicKey())).isEqualTo(a.agree(b.publicKey()));
    }

    @ParameterizedTest
    @MethodSource("keyOfEachKind")
    void derRoundTrips(PrivateKey key) {
        assertThat(PrivateKey.decode(key.pkcs8())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(PublicKey.decode(key.publicKey().der())).isEqualTo(key.publicKey());
    }

    @ParameterizedTest
    @MethodSource("keyOfEachKind")
    void derWithAnyPrefixByteChangedOrLengthChangedIsRefused(PrivateKey key) {
        byte[] der = key.publicKey().der();
        int prefix = der.length - key.publicKey().raw().length;
        for (int i = 0; i < prefix; i++) {
            byte[] bad = der.clone();
            bad[i] ^= 0x10;
            assertThatThrownBy(() -> PublicKey.decode(bad)).isInstanceOf(WireException.class);
        }
        for (int length : List.of(0, 1, prefix, der.length - 1, der.length + 1)) {
            assertThatThrownBy(() -> PublicKey.decode(Arrays.copyOf(der, length))).isInstanceOf(WireException.class);
        }
        byte[] secret = key.pkcs8();
        for (int length : List.of(0, 1, secret.length - 1, secret.length + 1)) {
            assertThatThrownBy(() -> PrivateKey.decode(Arrays.copyOf(secret, length)))
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void decodingAsX25519RefusesTheOtherKinds() {
        byte[] ed25519 = Ed25519PrivateKey.generate(RANDOM).publicKey().der();
        assertThatThrownBy(() -> X25519PublicKey.decode(ed25519)).isInstanceOf(WireException.class);
    }

    @ParameterizedTest
    @MethodSource("signingKeyOfEachKind")
    void signaturesVerifyOnlyUntouched(SigningKey key) {
        byte[] message = "a message".getBytes(US_ASCII);
        byte[] signature = key.sign(message);
        assertThat(signature).hasSize(key instanceof Ed25519PrivateKey ? 64 : 114);
        assertThat(key.publicKey().verify(message, signature)).isTrue();
        for (int i = 0; i < signature.length; i += 7) {
            byte[] bad = signature.clone();
            bad[i] ^= 1;
            assertThat(key.publicKey().verify(message, bad)).isFalse();
        }
        assertThat(key.publicKey().verify(message, Arrays.copyOf(signature, signature.length - 1))).isFalse();
        assertThat(key.publicKey().verify(message, new byte[0])).isFalse();
        assertThat(key.publicKey().verify("another message".getBytes(US_ASCII),
                signature)).isFalse();
    }

    @Test
    void keysThatAreNoPointNeverVerify() {
        byte[] junk = new byte[32];
        Arrays.fill(junk, (byte) 0xee);
        assertThat(Ed25519PublicKey.of(junk).verify(new byte[1], new byte[64])).isFalse();
        assertThat(Ed448PublicKey.of(Arrays.copyOf(junk, 57)).verify(new byte[1], new byte[114])).isFalse();
    }

    /** All encodings of points of small order below 2^255, from RFC 7748 and the libsodium list. */
    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
    void smallOrderKeysAreKnownAndRefused(String point) {
        byte[] raw = hex(point);
        X25519PrivateKey mine = X25519PrivateKey.generate(RANDOM);
        assertThat(X25519PublicKey.of(raw).isSmallOrder()).isTrue();
        assertThatThrownBy(() -> mine.agree(X25519PublicKey.of(raw))).isInstanceOf(CryptoException.class);
        raw[31] |= (byte) 0x80;
        assertThat(X25519PublicKey.of(raw).isSmallOrder()).as("with the ignored top bit set").isTrue();
    }

    @Test
    void honestKeysAreNotOfSmallOrder() {
        for (int i = 0; i < 50; i++) {
            assertThat(X25519PrivateKey.generate(RANDOM).publicKey().isSmallOrder()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("keyOfEachKind")
    void privateKeysPrintNothing(PrivateKey key) {
        assertThat(key).hasToString(key.getClass().getSimpleName() + "[redacted]");
    }

    @Test
    void secretsPrintNothingAndCompareByContent() {
        Secret secret = Secret.random(RANDOM);
        assertThat(secret).hasToString("Secret[redacted]").isEqualTo(Secret.of(secret.toArray()))
                .isNotEqualTo(Secret.random(RANDOM));
        assertThatThrownBy(() -> Secret.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digestsFollowTheStandardAndWantTheirLength() {
        assertThat(Digest.compute("a".getBytes(US_ASCII),
                "bc".getBytes(US_ASCII)).hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(FileDigest.compute("abc".getBytes(US_ASCII)).hex())
                .startsWith("ddaf35a193617abacc417349ae204131");
        assertThatThrownBy(() -> Digest.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileDigest.of(new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyHash.of(new byte[33])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Nonce.of(new byte[23])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nonceIsPaddedOrCut() {
        assertThat(Nonce.fitted(CertificateDer.of(new byte[]{1, 2})).toArray()).startsWith(1, 2).endsWith(0, 0)
                .hasSize(24);
        assertThat(Nonce.fitted(CertificateDer.of(Vectors.pattern(32, 1))).toArray())
                .isEqualTo(Vectors.pattern(24, 1));
    }
}
