package org.xftp.protocol.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a machine without OpenSSL does, such as every one that is not Linux: in a process of its own. */
class WithoutLibcryptoTest {
    /** Uses everything that OpenSSL would do. */
    static final class Use {
        private Use() {}

        public static void main(String[] arguments) {
            byte[] secret = new byte[Curve.ED448.secretLength()];
            byte[] key = Curve.ED448.publicKey(secret);
            boolean signs = Curve.ED448.verify(key, key, Curve.ED448.sign(secret, key, key));
            byte[] scalar = new byte[Curve.X448.secretLength()];
            byte[] point = Curve.X448.publicKey(scalar);
            boolean agrees = Arrays.equals(Curve.X448.agree(scalar, point), Curve.X448.key(scalar).agree(point));
            System.out.print(OpenSsl.install() + " " + ChaCha20Poly1305.isAvailable() + " "
                    + SecretBox.implementation() + " " + signs + " " + agrees);
        }
    }

    @Test
    void everythingElseTakesItsPlace() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dxftp.libcrypto=none", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Use.class.getName()).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).isEqualTo("false false libsodium true true");
    }
}
