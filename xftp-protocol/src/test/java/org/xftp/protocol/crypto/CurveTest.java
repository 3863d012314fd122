package org.xftp.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All engines against RFC 7748 and RFC 8032, and against each other. */
class CurveTest {
    private static final CurveEngine JAVA = new BouncyCastleCurves();

    private final Random random = new Random(7);

    private static CurveEngine openssl() {
        Assumptions.assumeTrue(LibCrypto.FUNCTIONS.isPresent(), "no libcrypto here");
        return LibCrypto.FUNCTIONS.flatMap(library -> library.engine(OpenSslCurves::new)).orElseThrow();
    }

    private static CurveEngine sodium() {
        return SodiumLibrary.FUNCTIONS.flatMap(library -> library.engine(SodiumCurves::new)).orElseThrow();
    }

    /** Those that know the curve. */
    private static List<CurveEngine> engines(Curve curve) {
        return Stream.of(JAVA, openssl(), sodium()).filter(engine -> engine.curves().contains(curve)).toList();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void usesTheLibrariesThatAreThere() {
        openssl();
        for (Curve curve : Curve.values()) {
            boolean small = curve == Curve.ED25519 || curve == Curve.X25519;
            assertThat(CurveEngines.of(curve)).isInstanceOf(small ? SodiumCurves.class : OpenSslCurves.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 8032, 7.1 and 7.4: secret, public key, message, signature
        "ED25519, c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + " fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82,"
                + " 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a",
        "ED448, c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463afbea67c5e8d2877c5e3bc397a659949ef80"
                + "21e954e0a12274e, 43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8"
                + "438ea4cb82169c235160627b4c3a9480, 03, 26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4"
                + "352541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd779805e0dbcc0aae1cbcee1afb2e027df36bc04dcecbf154336"
                + "c19f0af7e0a6472905e799f1953d2a0ff3348ab21aa4adafd1d234441cf807c03a00"
    })
    void signsAsTheRfcDoes(Curve curve, String secret, String key, String message, String signature) {
        for (CurveEngine engine : engines(curve)) {
            assertThat(engine.publicKey(curve, hex(secret))).isEqualTo(hex(key));
            assertThat(engine.sign(curve, hex(secret), hex(key), hex(message))).isEqualTo(hex(signature));
            assertThat(engine.verify(curve, hex(key), hex(message), hex(signature))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 7748, 5.2: scalar, point, product
        "X25519, a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + " e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + " c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "X448, 3d262fddf9ec8e88495266fea19a34d28882acef045104d0d1aae121700a779c984c24f8cdd78fbff44943eba368f54b2925"
                + "9a4f1c600ad3, 06fce640fa3487bfda5f6cf2d5263f8aad88334cbd07437f020f08f9814dc031ddbdc38c19c6da2583fa5429"
                + "db94ada18aa7a7fb4ef8a086, ce3e4ff95a60dc6697da1db1d85e6afbdf79b50a2412d7546d5f239fe14fbaadeb445fc66a"
                + "01b0779d98223961111e21766282f73dd96b6f"
    })
    void agreesAsTheRfcDoes(Curve curve, String scalar, String point, String product) {
        for (CurveEngine engine : engines(curve)) {
            byte[] shared = new byte[curve.publicLength()];
            assertThat(engine.agree(curve, hex(scalar), hex(point), shared)).isTrue();
            assertThat(shared).isEqualTo(hex(product));
        }
    }

    @ParameterizedTest
    @EnumSource
    void enginesDoTheSame(Curve curve) {
        for (CurveEngine engine : engines(curve)) {
            for (int i = 0; i < 20; i++) {
                byte[] secret = bytes(curve.secretLength());
                byte[] key = JAVA.publicKey(curve, secret);
                assertThat(engine.publicKey(curve, secret)).isEqualTo(key);
                if (curve.signatureLength() > 0) {
                    signatures(curve, engine, secret, key);
                } else {
                    agreements(curve, engine, secret, key);
                }
            }
        }
    }

    private void signatures(Curve curve, CurveEngine engine, byte[] secret, byte[] key) {
        byte[] message = bytes(random.nextInt(300));
        byte[] signature = JAVA.sign(curve, secret, key, message);
        assertThat(engine.sign(curve, secret, key, message)).isEqualTo(signature);
        assertThat(engine.verify(curve, key, message, signature)).isTrue();
        signature[random.nextInt(signature.length)] ^= 1;
        assertThat(engine.verify(curve, key, message, signature)).isFalse();
        assertThat(engine.verify(curve, bytes(key.length), message, signature)).as("perhaps no key").isFalse();
    }

    private void agreements(Curve curve, CurveEngine engine, byte[] secret, byte[] key) {
        byte[] other = bytes(curve.secretLength());
        byte[] one = new byte[curve.publicLength()];
        byte[] two = new byte[curve.publicLength()];
        assertThat(engine.agree(curve, other, key, one)).isTrue();
        assertThat(JAVA.agree(curve, secret, JAVA.publicKey(curve, other), two)).isTrue();
        assertThat(one).isEqualTo(two);
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "X448"})
    void aKeyOfSmallOrderIsRefused(Curve curve) {
        byte[] zero = new byte[curve.publicLength()];
        byte[] one = new byte[curve.publicLength()];
        one[0] = 1;
        for (byte[] key : new byte[][]{zero, one}) {
            for (CurveEngine engine : engines(curve)) {
                byte[] shared = bytes(curve.publicLength());
                assertThat(engine.agree(curve, bytes(curve.secretLength()), key, shared)).isFalse();
                assertThat(shared).isEqualTo(zero);
            }
            assertThatThrownBy(() -> curve.agree(bytes(curve.secretLength()), key)).isInstanceOf(CryptoException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyForSeveralUsesDoesTheSame(Curve curve) {
        for (CurveEngine engine : engines(curve)) {
            byte[] secret = bytes(curve.secretLength());
            byte[] other = JAVA.publicKey(curve, bytes(curve.secretLength()));
            try (CurveKey key = engine.key(curve, secret.clone())) {
                assertThat(key.publicKey()).isEqualTo(JAVA.publicKey(curve, secret));
                for (int i = 0; i < 3; i++) {
                    if (curve.signatureLength() > 0) {
                        byte[] message = bytes(100);
                        assertThat(key.sign(message))
                                .isEqualTo(JAVA.sign(curve, secret, key.publicKey(), message));
                    } else {
                        assertThat(key.agree(other)).isEqualTo(curve.agree(secret, other));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "X448"})
    void aKeyForSeveralUsesRefusesSmallOrder(Curve curve) {
        try (CurveKey key = curve.key(bytes(curve.secretLength()))) {
            assertThatThrownBy(() -> key.agree(new byte[curve.publicLength()])).isInstanceOf(CryptoException.class);
        }
    }

    @Test
    void aClosedKeyIsNotUsed() {
        for (CurveEngine engine : engines(Curve.ED448)) {
            CurveKey key = engine.key(Curve.ED448, bytes(57));
            key.close();
            key.close();
            assertThatThrownBy(() -> key.sign(new byte[1])).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongLengthsAreRefused(Curve curve) {
        assertThatThrownBy(() -> curve.publicKey(new byte[curve.secretLength() - 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Curve.ED25519.verify(new byte[32], new byte[1], new byte[63])).isFalse();
    }
}
