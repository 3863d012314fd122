package org.xftp.protocol.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.protocol.Vectors.hex;
import static org.xftp.protocol.Vectors.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.crypto.SecretBox.Direction;

class SecretBoxTest {
    private static final JsonNode VECTORS = Vectors.load("secretbox");
    private static final Secret KEY = Secret.of(hex(VECTORS, "key"));
    private static final BoxEngine SODIUM = SodiumLibrary.FUNCTIONS
            .flatMap(library -> library.engine(SodiumEngine::new))
            .orElseThrow(() -> new AssertionError("libsodium does not load here"));
    private static final Nonce NONCE = Nonce.of(hex(VECTORS, "nonce"));

    /** Empty on machines without libcrypto. */
    private static final Optional<BoxEngine> JOINED = LibCrypto.FUNCTIONS
            .flatMap(library -> library.engine(OpenSslPoly1305::new))
            .map(poly1305 -> new JoinedEngine(SODIUM, poly1305));

    static Stream<BoxEngine> engines() {
        return Stream.concat(natives(), Stream.of(new BouncyCastleEngine()));
    }

    private static Stream<BoxEngine> natives() {
        return Stream.concat(Stream.of(SODIUM), JOINED.stream());
    }

    private record Sealed(String data, String tag) {}

    private static Sealed run(BoxEngine engine, Direction direction, byte[] input, List<Integer> splits) {
        byte[] data = input.clone();
        try (SecretBox box = new SecretBox(engine, direction, KEY, NONCE)) {
            int at = 0;
            for (int split : splits) {
                int length = Math.min(split, data.length - at);
                box.update(data, at, length);
                at += length;
            }
            box.update(data, at, data.length - at);
            return new Sealed(Digest.compute(data).hex(), HexFormat.of().formatHex(box.tag()));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void followsEveryVectorBothWays(BoxEngine engine) {
        assertThat(VECTORS.required("cases")).isNotEmpty();
        for (JsonNode v : VECTORS.required("cases")) {
            byte[] data = pattern(v.required("length").intValue(), 11);
            byte[] plain = data.clone();
            try (SecretBox box = new SecretBox(engine, Direction.ENCRYPT, KEY, NONCE)) {
                box.update(data, 0, data.length);
                assertThat(box.tag()).isEqualTo(hex(v, "tag"));
            }
            if (v.has("ciphertext")) {
                assertThat(data).isEqualTo(hex(v, "ciphertext"));
            } else {
                assertThat(Digest.compute(data).toArray()).isEqualTo(hex(v, "ciphertextSha256"));
            }
            try (SecretBox box = new SecretBox(engine, Direction.DECRYPT, KEY, NONCE)) {
                box.update(data, 0, data.length);
                assertThat(box.verify(hex(v, "tag"))).isTrue();
                assertThat(data).isEqualTo(plain);
            }
        }
    }

    @Property(tries = 100)
    void enginesAgreeWhereverTheDataIsSplit(@ForAll @IntRange(max = 150_000) int length,
            @ForAll @Size(max = 20) List<@IntRange(max = 70_000) Integer> splits, @ForAll Direction direction) {
        byte[] data = pattern(length, 5);
        Sealed whole = run(new BouncyCastleEngine(), direction, data, List.of());
        assertThat(run(new BouncyCastleEngine(), direction, data, splits)).isEqualTo(whole);
        assertThat(natives()).allSatisfy(engine -> assertThat(run(engine, direction, data, splits)).isEqualTo(whole));
    }

    @Property(tries = 300)
    void smallSplitsMakeNoDifference(@ForAll @Size(max = 400) byte[] data,
            @ForAll @Size(max = 40) List<@IntRange(max = 70) Integer> splits) {
        Sealed whole = run(new BouncyCastleEngine(), Direction.ENCRYPT, data, List.of());
        assertThat(natives())
                .allSatisfy(engine -> assertThat(run(engine, Direction.ENCRYPT, data, splits)).isEqualTo(whole));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void oneByteAtATimeMakesNoDifference(BoxEngine engine) {
        byte[] data = pattern(1000, 5);
        List<Integer> ones = Collections.nCopies(1000, 1);
        assertThat(run(engine, Direction.ENCRYPT, data, ones))
                .isEqualTo(run(engine, Direction.ENCRYPT, data, List.of()));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDataMayBeginAnywhereInItsArray(BoxEngine engine) {
        byte[] data = pattern(5000, 5);
        Sealed expected = run(engine, Direction.ENCRYPT, data, List.of());
        for (int offset = 1; offset <= 16; offset++) {
            byte[] shifted = new byte[offset + data.length];
            System.arraycopy(data, 0, shifted, offset, data.length);
            try (SecretBox box = new SecretBox(engine, Direction.ENCRYPT, KEY, NONCE)) {
                box.update(shifted, offset, data.length);
                byte[] made = Arrays.copyOfRange(shifted, offset, shifted.length);
                assertThat(new Sealed(Digest.compute(made).hex(), HexFormat.of().formatHex(box.tag())))
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anyChangedBitOfDataOrTagIsNoticed(BoxEngine engine) {
        byte[] data = pattern(100, 5);
        byte[] tag;
        try (SecretBox box = new SecretBox(engine, Direction.ENCRYPT, KEY, NONCE)) {
            box.update(data, 0, data.length);
            tag = box.tag();
        }
        for (int i = 0; i < data.length + tag.length; i++) {
            byte[] badData = data.clone();
            byte[] badTag = tag.clone();
            (i < data.length ? badData : badTag)[i % data.length] ^= 4;
            try (SecretBox box = new SecretBox(engine, Direction.DECRYPT, KEY, NONCE)) {
                box.update(badData, 0, badData.length);
                assertThat(box.verify(badTag)).isFalse();
            }
        }
        try (SecretBox box = new SecretBox(engine, Direction.DECRYPT, KEY, NONCE)) {
            box.update(data, 0, data.length);
            assertThat(box.verify(Arrays.copyOf(tag, 15))).isFalse();
        }
    }

    @Test
    void touchesOnlyThePartItIsGiven() {
        byte[] data = new byte[300];
        try (SecretBox box = SecretBox.encrypting(KEY, NONCE)) {
            box.update(data, 100, 100);
        }
        assertThat(Arrays.copyOf(data, 100)).containsOnly(0);
        assertThat(Arrays.copyOfRange(data, 200, 300)).containsOnly(0);
        assertThat(Arrays.equals(Arrays.copyOfRange(data, 100, 200), new byte[100])).isFalse();
    }

    @Test
    void cannotBeUsedAfterItsEnd() {
        SecretBox box = SecretBox.encrypting(KEY, NONCE);
        assertThatThrownBy(() -> box.update(new byte[3], 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(box.tag()).hasSize(16);
        assertThatThrownBy(() -> box.update(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(box::tag).isInstanceOf(IllegalStateException.class);
        box.close();
        box.close();
        SecretBox closed = SecretBox.decrypting(KEY, NONCE);
        closed.close();
        assertThatThrownBy(closed::tag).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theFastestIsChosen() {
        assertThat(SecretBox.implementation())
                .isEqualTo(JOINED.isPresent() ? "libsodium and OpenSSL" : "libsodium");
    }

    @Test
    void aLibraryThatComputesSomethingElseIsNotChosen() {
        BoxEngine good = new BouncyCastleEngine();
        BoxEngine bad = new BoxEngine() {
            @Override
            public String name() {
                return "bad";
            }

            @Override
            public byte[] hsalsa20(byte[] key, byte[] input) {
                return good.hsalsa20(key, input);
            }

            @Override
            public void salsa20(byte[] key, byte[] nonce, long block, byte[] data, int offset, int length) {
                good.salsa20(key, nonce, Math.min(block, 3), data, offset, length);
            }

            @Override
            public Poly1305State poly1305(byte[] key) {
                return good.poly1305(key);
            }
        };
        assertThat(BoxEngines.agree(good, good)).isTrue();
        assertThat(BoxEngines.agree(bad, good)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Linux,amd64,linux64/libsodium.so", "Linux,aarch64,arm64/libsodium.so",
        "Mac OS X,aarch64,mac_arm/libsodium.dylib", "Mac OS X,x86_64,mac/libsodium.dylib",
        "Windows 11,amd64,windows64/libsodium.dll", "Windows 11,aarch64,", "Linux,riscv64,", "SunOS,amd64,"})
    void knowsTheBuildForEachMachine(String os, String arch, @Nullable String resource) {
        Properties system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("os.arch", arch);
        assertThat(SodiumLibrary.resource(system).orElse(null)).isEqualTo(resource);
        if (resource != null) {
            assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
        }
    }

    @Test
    void boxAuthenticatorFollowsItsVector() {
        JsonNode keys = Vectors.load("keys");
        JsonNode v = keys.required("cryptoBoxAuthenticator");
        Secret shared = Secret.of(hex(keys.required("x25519"), "shared"));
        Nonce nonce = Nonce.of(hex(v, "nonce"));
        byte[] authenticator = BoxAuthenticator.create(shared, nonce, hex(v, "message"));
        assertThat(authenticator).hasSize(BoxAuthenticator.LENGTH).isEqualTo(hex(v, "authenticator"));
        assertThat(BoxAuthenticator.verify(shared, nonce, hex(v, "message"), authenticator)).isTrue();
        for (int i = 0; i < authenticator.length; i++) {
            byte[] bad = authenticator.clone();
            bad[i] ^= 1;
            assertThat(BoxAuthenticator.verify(shared, nonce, hex(v, "message"), bad)).isFalse();
        }
        assertThat(BoxAuthenticator.verify(shared, nonce, new byte[1], authenticator)).isFalse();
        assertThat(BoxAuthenticator.verify(shared, nonce, hex(v, "message"), new byte[0])).isFalse();
    }

    @Test
    void opensTheDownloadCapturedFromAnOfficialRelay() {
        JsonNode download = Vectors.load("captured").required("download");
        byte[] body = Base64.getDecoder().decode(download.required("bodyBase64").textValue());
        X25519PrivateKey mine = (X25519PrivateKey) PrivateKey.decode(hex(download, "recipientX25519Private"));
        byte[] reply = hex(download, "reply");
        int file = new String(reply, ISO_8859_1).indexOf("FILE ") + 5;
        X25519PublicKey relay = X25519PublicKey.decode(Arrays.copyOfRange(reply, file + 1, file + 45));
        Nonce nonce = Nonce.of(Arrays.copyOfRange(reply, file + 45, file + 69));
        int length = body.length - SecretBox.TAG_LENGTH;
        try (SecretBox box = SecretBox.decrypting(mine.agree(relay), nonce)) {
            box.update(body, 0, length);
            assertThat(box.verify(Arrays.copyOfRange(body, length, body.length))).isTrue();
        }
        assertThat(Arrays.copyOf(body, length)).isEqualTo(pattern(65536, 83));
        assertThat(Digest.compute(Arrays.copyOf(body, length)).toArray()).isEqualTo(hex(download, "chunkSha256"));
    }
}
