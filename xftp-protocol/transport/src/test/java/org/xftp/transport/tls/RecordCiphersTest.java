package org.xftp.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.junit.jupiter.api.Test;

/** The record ciphers against the RFC and against the JDK's and Bouncy Castle's implementations. */
class RecordCiphersTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8439 section 2.8.2. */
    @Test
    void chaCha20Poly1305OfTheRfc() throws IOException {
        byte[] key = HEX.parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        byte[] nonce = HEX.parseHex("070000004041424344454647");
        byte[] aad = HEX.parseHex("50515253c0c1c2c3c4c5c6c7");
        byte[] plain = ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                + "sunscreen would be it.").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] sealed = seal(key, nonce, aad, plain);
        assertThat(HEX.formatHex(sealed)).startsWith("d31a8d34648e60db7b86afbc53ef7ec2")
                .endsWith("61161ae10b594f09e26a7e902ecbd0600691");
        assertThat(open(key, nonce, aad, sealed)).isEqualTo(plain);
    }

    @Test
    void chaCha20Poly1305AsTheJdkDoesIt() throws IOException, GeneralSecurityException {
        Random random = new Random(7);
        for (int length : new int[]{0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 1000, 16_384, 16_385}) {
            byte[] key = bytes(random, 32);
            byte[] nonce = bytes(random, 12);
            byte[] aad = bytes(random, length % 2 == 0 ? 5 : 13);
            byte[] plain = bytes(random, length);
            Cipher jdk = Cipher.getInstance("ChaCha20-Poly1305");
            jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
            jdk.updateAAD(aad);
            byte[] sealed = seal(key, nonce, aad, plain);
            assertThat(sealed).isEqualTo(jdk.doFinal(plain));
            assertThat(open(key, nonce, aad, sealed)).isEqualTo(plain);
        }
    }

    /** Which of the two works here depends on the processor, so the JDK's is tried by name. */
    @Test
    void theJdksCipherInPlace() throws IOException {
        Random random = new Random(9);
        TlsAEADCipherImpl sealing = JdkAead.chaCha20Poly1305(true);
        TlsAEADCipherImpl opening = JdkAead.chaCha20Poly1305(false);
        byte[] key = bytes(random, 32);
        sealing.setKey(key, 0, key.length);
        opening.setKey(key, 0, key.length);
        for (int length : new int[]{0, 1, 1000, 16_384, 16_385}) {
            byte[] nonce = bytes(random, 12);
            byte[] aad = bytes(random, 5);
            byte[] plain = bytes(random, length);
            byte[] record = Arrays.copyOf(plain, sealing.getOutputSize(length));
            sealing.init(nonce, 16);
            assertThat(sealing.doFinal(aad, record, 0, length, record, 0)).isEqualTo(record.length);
            assertThat(record).isEqualTo(seal(key, nonce, aad, plain));
            opening.init(nonce, 16);
            assertThat(opening.doFinal(aad, record, 0, record.length, record, 0)).isEqualTo(length);
            assertThat(Arrays.copyOf(record, length)).isEqualTo(plain);
        }
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] key = new byte[32];
        byte[] nonce = new byte[12];
        byte[] aad = {1, 2, 3, 4, 5};
        byte[] sealed = seal(key, nonce, aad, new byte[40]);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] broken = sealed.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> open(key, nonce, aad, broken)).isInstanceOfSatisfying(TlsFatalAlert.class,
                    alert -> assertThat(alert.getAlertDescription()).isEqualTo(AlertDescription.bad_record_mac));
        }
        assertThatThrownBy(() -> open(key, nonce, new byte[]{1, 2, 3, 4, 6}, sealed)).isInstanceOf(TlsFatalAlert.class);
        assertThatThrownBy(() -> open(key, nonce, aad, new byte[15])).isInstanceOf(TlsFatalAlert.class);
    }

    private static byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plain) throws IOException {
        TlsAEADCipherImpl cipher = new ChaCha20Poly1305(true);
        cipher.setKey(key, 0, key.length);
        cipher.init(nonce, 16);
        byte[] inPlace = Arrays.copyOf(plain, cipher.getOutputSize(plain.length));
        assertThat(cipher.doFinal(aad, inPlace, 0, plain.length, inPlace, 0)).isEqualTo(inPlace.length);
        return inPlace;
    }

    private static byte[] open(byte[] key, byte[] nonce, byte[] aad, byte[] sealed) throws IOException {
        TlsAEADCipherImpl cipher = new ChaCha20Poly1305(false);
        cipher.setKey(key, 0, key.length);
        cipher.init(nonce, 16);
        byte[] record = new byte[5 + sealed.length];
        System.arraycopy(sealed, 0, record, 5, sealed.length);
        int length = cipher.doFinal(aad, record, 5, sealed.length, record, 5);
        assertThat(length).isEqualTo(cipher.getOutputSize(sealed.length));
        return Arrays.copyOfRange(record, 5, 5 + length);
    }

    @Test
    void poly1305AsBouncyCastleDoesIt() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            byte[] key = bytes(random, 32);
            byte[] data = bytes(random, 16 * random.nextInt(12));
            if (i % 3 == 0) {
                extreme(random, key);
                extreme(random, data);
            }
            assertThat(HEX.formatHex(ours(key, data))).isEqualTo(HEX.formatHex(bouncyCastle(key, data)));
        }
    }

    /** The values around which carries go wrong. */
    private static void extreme(Random random, byte[] bytes) {
        byte[] values = {0, -1, 1, -5, -6, 3};
        byte value = values[random.nextInt(values.length)];
        for (int i = 0; i < bytes.length; i++) {
            if (random.nextInt(10) > 0) {
                bytes[i] = value;
            }
        }
    }

    /** RFC 8439 appendix A.3, vectors 7 to 9 and 11: results at and around the modulus. */
    @Test
    void poly1305AroundItsModulus() {
        String r1 = "01" + "00".repeat(31);
        String ff = "ff".repeat(16);
        assertThat(tag("02" + "00".repeat(31), ff)).isEqualTo("03" + "00".repeat(15));
        assertThat(tag("02" + "00".repeat(15) + ff, "02" + "00".repeat(15))).isEqualTo("03" + "00".repeat(15));
        assertThat(tag(r1, ff + "f0" + "ff".repeat(15) + "11" + "00".repeat(15))).isEqualTo("05" + "00".repeat(15));
        assertThat(tag(r1, ff + "fbfefefefefefefefefefefefefefefe" + "01".repeat(16))).isEqualTo("00".repeat(16));
        assertThat(tag("02" + "00".repeat(31), "fd" + "ff".repeat(15))).isEqualTo("fa" + "ff".repeat(15));
        assertThat(tag("01000000000000000400000000000000" + "00".repeat(16),
                "E33594D7505E43B900000000000000003394D7505E4379CD01000000000000000000000000000000000000000000000001000000000000000000000000000000"))
                .isEqualTo("14000000000000005500000000000000");
    }

    private static String tag(String key, String data) {
        return HEX.formatHex(ours(HEX.parseHex(key), HEX.parseHex(data)));
    }

    private static byte[] ours(byte[] key, byte[] data) {
        Poly1305 mac = new Poly1305(key);
        mac.updatePadded(data, 0, data.length);
        return mac.tag();
    }

    private static byte[] bouncyCastle(byte[] key, byte[] data) {
        org.bouncycastle.crypto.macs.Poly1305 mac = new org.bouncycastle.crypto.macs.Poly1305();
        mac.init(new KeyParameter(key));
        mac.update(data, 0, data.length);
        byte[] tag = new byte[16];
        mac.doFinal(tag, 0);
        return tag;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
