package org.xftp.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xftp.protocol.crypto.ChaCha20Poly1305;
import org.xftp.protocol.crypto.CryptoException;

/** The record ciphers against the RFC and against each other. */
class RecordCiphersTest {
    private static final HexFormat HEX = HexFormat.of();

    /** What may seal records, depending on the machine. */
    enum Implementation {
        OPENSSL, JDK;

        Both with(byte[] key) throws IOException {
            Assumptions.assumeTrue(this == JDK || ChaCha20Poly1305.isAvailable(), "no libcrypto here");
            return this == JDK ? new OfJdk(key) : new OfOpenSsl(key);
        }

        /** Of OpenSSL's, {@link OpenSslRecords} makes the same alert. */
        void assertForged(ThrowingCallable open) {
            if (this == JDK) {
                assertThatThrownBy(open).isInstanceOfSatisfying(TlsFatalAlert.class,
                        alert -> assertThat(alert.getAlertDescription()).isEqualTo(AlertDescription.bad_record_mac));
            } else {
                assertThatThrownBy(open).isInstanceOf(CryptoException.class);
            }
        }
    }

    /** Both directions under one key. */
    interface Both {
        byte[] seal(byte[] nonce, byte[] aad, byte[] plain) throws IOException;

        byte[] open(byte[] nonce, byte[] aad, byte[] sealed) throws IOException;
    }

    private record OfJdk(TlsAEADCipherImpl sealing, TlsAEADCipherImpl opening) implements Both {
        OfJdk(byte[] key) throws IOException {
            this(JdkAead.chaCha20Poly1305(true), JdkAead.chaCha20Poly1305(false));
            sealing.setKey(key, 0, key.length);
            opening.setKey(key, 0, key.length);
        }

        @Override
        public byte[] seal(byte[] nonce, byte[] aad, byte[] plain) throws IOException {
            sealing.init(nonce, 16);
            byte[] inPlace = Arrays.copyOf(plain, sealing.getOutputSize(plain.length));
            assertThat(sealing.doFinal(aad, inPlace, 0, plain.length, inPlace, 0)).isEqualTo(inPlace.length);
            return inPlace;
        }

        @Override
        public byte[] open(byte[] nonce, byte[] aad, byte[] sealed) throws IOException {
            opening.init(nonce, 16);
            byte[] record = new byte[5 + sealed.length];
            System.arraycopy(sealed, 0, record, 5, sealed.length);
            int length = opening.doFinal(aad, record, 5, sealed.length, record, 5);
            assertThat(length).isEqualTo(opening.getOutputSize(sealed.length));
            return Arrays.copyOfRange(record, 5, 5 + length);
        }
    }

    /** In place on one side, between an array and memory outside of the heap on the other. */
    private record OfOpenSsl(ChaCha20Poly1305 sealing, ChaCha20Poly1305 opening) implements Both {
        OfOpenSsl(byte[] key) {
            this(ChaCha20Poly1305.sealing(key), ChaCha20Poly1305.opening(key));
        }

        @Override
        public byte[] seal(byte[] nonce, byte[] aad, byte[] plain) {
            byte[] sealed = Arrays.copyOf(plain, plain.length + 16);
            MemorySegment text = MemorySegment.ofArray(sealed).asSlice(0, plain.length);
            sealing.seal(nonce, aad, text, text, MemorySegment.ofArray(sealed).asSlice(plain.length));
            return sealed;
        }

        @Override
        public byte[] open(byte[] nonce, byte[] aad, byte[] sealed) {
            byte[] plain = new byte[Math.max(0, sealed.length - 16)];
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment record = arena.allocateFrom(ValueLayout.JAVA_BYTE, sealed);
                opening.open(nonce, aad, record.asSlice(0, plain.length), MemorySegment.ofArray(plain),
                        record.asSlice(plain.length));
            }
            return plain;
        }
    }

    /** RFC 8439 section 2.8.2. */
    @ParameterizedTest
    @EnumSource
    void textOfTheRfc(Implementation implementation) throws IOException {
        byte[] key = HEX.parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        byte[] nonce = HEX.parseHex("070000004041424344454647");
        byte[] aad = HEX.parseHex("50515253c0c1c2c3c4c5c6c7");
        byte[] plain = ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                + "sunscreen would be it.").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] sealed = implementation.with(key).seal(nonce, aad, plain);
        assertThat(HEX.formatHex(sealed)).startsWith("d31a8d34648e60db7b86afbc53ef7ec2")
                .endsWith("61161ae10b594f09e26a7e902ecbd0600691");
        assertThat(implementation.with(key).open(nonce, aad, sealed)).isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource
    void anyLengthAsTheJdkDoesIt(Implementation implementation) throws IOException, GeneralSecurityException {
        Random random = new Random(7);
        for (int length : new int[]{0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 1000, 16_384, 16_385}) {
            byte[] key = bytes(random, 32);
            byte[] nonce = bytes(random, 12);
            byte[] aad = bytes(random, length % 2 == 0 ? 5 : 13);
            byte[] plain = bytes(random, length);
            Cipher jdk = Cipher.getInstance("ChaCha20-Poly1305");
            jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
            jdk.updateAAD(aad);
            byte[] sealed = implementation.with(key).seal(nonce, aad, plain);
            assertThat(sealed).isEqualTo(jdk.doFinal(plain));
            assertThat(implementation.with(key).open(nonce, aad, sealed)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyRecordsUnderOneKey(Implementation implementation) throws IOException {
        Random random = new Random(9);
        byte[] key = bytes(random, 32);
        Both kept = implementation.with(key);
        for (int length : new int[]{0, 1, 1000, 16_384, 16_385}) {
            byte[] nonce = bytes(random, 12);
            byte[] aad = bytes(random, 5);
            byte[] plain = bytes(random, length);
            byte[] record = kept.seal(nonce, aad, plain);
            assertThat(record).isEqualTo(implementation.with(key).seal(nonce, aad, plain));
            assertThat(kept.open(nonce, aad, record)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsNoticed(Implementation implementation) throws IOException {
        byte[] key = new byte[32];
        byte[] nonce = new byte[12];
        byte[] aad = {1, 2, 3, 4, 5};
        byte[] sealed = implementation.with(key).seal(nonce, aad, new byte[40]);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] broken = sealed.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            implementation.assertForged(() -> implementation.with(key).open(nonce, aad, broken));
        }
        implementation.assertForged(() -> implementation.with(key).open(nonce, new byte[]{1, 2, 3, 4, 6}, sealed));
        assertThatThrownBy(() -> implementation.with(key).open(nonce, aad, new byte[15])).isInstanceOf(
                implementation == Implementation.JDK ? TlsFatalAlert.class : IllegalArgumentException.class);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
