package org.xftp.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests and random bytes of libcrypto, the former against the JDK's, in the ways that digests can be used. */
class OpenSslTest {
    private static final String NAME = "XftpOpenSsl";

    @BeforeEach
    void install() {
        Assumptions.assumeTrue(OpenSsl.install(), "no libcrypto here");
    }

    @AfterEach
    void remove() {
        Security.removeProvider(NAME);
    }

    private static MessageDigest jdk(String algorithm) throws GeneralSecurityException {
        return MessageDigest.getInstance(algorithm, "SUN");
    }

    private static MessageDigest openssl(String algorithm) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        assertThat(digest.getProvider().getName()).isEqualTo(NAME);
        return digest;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-512"})
    void digestsOfAnyLengthAndAnySplit(String algorithm) throws Exception {
        Random random = new Random(11);
        MessageDigest ours = openssl(algorithm);
        assertThat(ours.digest()).isEqualTo(jdk(algorithm).digest());
        for (int length : new int[]{1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 65_535, 65_536, 65_537, 300_000}) {
            byte[] data = new byte[length + 3];
            random.nextBytes(data);
            MessageDigest theirs = jdk(algorithm);
            theirs.update(data, 3, length);
            byte[] expected = theirs.digest();
            for (int round = 0; round < 5; round++) {
                for (int at = 3; at < data.length;) {
                    int count = 1 + random.nextInt(data.length - at);
                    ours.update(data, at, count);
                    at += count;
                }
                assertThat(ours.digest()).as("reset by the one before").isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-512"})
    void copiesGoOnApartAndBuffersOfAllKindsAreTaken(String algorithm) throws Exception {
        MessageDigest first = openssl(algorithm);
        first.update((byte) 1);
        first.update(ByteBuffer.allocateDirect(200));
        MessageDigest second = (MessageDigest) first.clone();
        first.update((byte) 2);
        second.update(ByteBuffer.wrap(new byte[]{0, 3, 0}, 1, 1));
        byte[] data = new byte[202];
        data[0] = 1;
        data[201] = 2;
        assertThat(first.digest()).isEqualTo(jdk(algorithm).digest(data));
        data[201] = 3;
        assertThat(second.digest()).isEqualTo(jdk(algorithm).digest(data));
        first.update(data);
        first.reset();
        byte[] target = new byte[100];
        assertThat(first.getDigestLength()).isEqualTo(jdk(algorithm).getDigestLength());
        assertThat(first.digest(target, 7, 93)).isEqualTo(first.getDigestLength());
        assertThat(Arrays.copyOfRange(target, 7, 7 + first.getDigestLength())).isEqualTo(jdk(algorithm).digest());
    }

    @Test
    void randomBytesFillArraysOfAnyLength() {
        SecureRandom random = new SecureRandom();
        assertThat(random.getProvider().getName()).isEqualTo(NAME);
        assertThat(random.getProvider().getProperty("SecureRandom.OpenSslRandom ThreadSafe")).isEqualTo("true");
        random.setSeed(7);
        for (int length : new int[]{0, 1, 100, 65_536, 65_537, 200_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            for (int from = 0; from + 1000 <= length; from += 1000) {
                byte[] part = Arrays.copyOfRange(bytes, from, from + 1000);
                assertThat(new BigInteger(1, part).bitCount()).as("of 8000, in each part").isBetween(3500, 4500);
            }
        }
        byte[] seed = random.generateSeed(32);
        assertThat(seed).hasSize(32).isNotEqualTo(random.generateSeed(32));
    }

    @Test
    void rangesOutsideOfArraysAreRefused() throws Exception {
        MessageDigest digest = openssl("SHA-256");
        assertThatThrownBy(() -> digest.update(new byte[10], 5, 6)).isInstanceOf(RuntimeException.class);
        ChaCha20Poly1305 cipher = ChaCha20Poly1305.sealing(new byte[32]);
        byte[] nonce = new byte[12];
        MemorySegment text = MemorySegment.ofArray(new byte[20]);
        MemorySegment tag = MemorySegment.ofArray(new byte[16]);
        assertThatThrownBy(() -> cipher.seal(nonce, nonce, text, text.asSlice(1), tag))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cipher.seal(nonce, nonce, text, text, tag.asSlice(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cipher.seal(new byte[11], nonce, text, text, tag))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cipher.open(nonce, nonce, text, text, tag)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ChaCha20Poly1305.opening(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingOfAForgedTextIsLeft() {
        byte[] nonce = new byte[12];
        MemorySegment text = MemorySegment.ofArray(new byte[5000]);
        MemorySegment tag = MemorySegment.ofArray(new byte[ChaCha20Poly1305.TAG_BYTES]);
        ChaCha20Poly1305.sealing(new byte[32]).seal(nonce, nonce, text, text, tag);
        text.set(ValueLayout.JAVA_BYTE, 3000, (byte) 1);
        byte[] opened = new byte[5000];
        assertThatThrownBy(() -> ChaCha20Poly1305.opening(new byte[32]).open(nonce, nonce, text,
                MemorySegment.ofArray(opened), tag)).isInstanceOf(CryptoException.class);
        assertThat(opened).containsOnly(0);
    }
}
