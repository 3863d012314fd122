package org.xftp.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.protocol.Vectors.hex;
import static org.xftp.protocol.crypto.TestCertificates.NOW;
import static org.xftp.protocol.crypto.TestCertificates.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.handshake.ServerHandshake;

/** The rules for certificates of docs/PROTOCOL.md section 2, each broken once. */
class CertificateChainTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Keys from the leaf up, and the chain that they make. */
    record Chain(List<SigningKey> keys, List<CertificateDer> certificates) {
        static Chain of(SigningKey... keys) {
            List<SigningKey> list = List.of(keys);
            return new Chain(list, IntStream.range(0, keys.length)
                    .mapToObj(i -> certificate(keys[i].publicKey(), keys[Math.min(i + 1, keys.length - 1)])).toList());
        }

        Chain with(int index, CertificateDer certificate) {
            List<CertificateDer> changed = new ArrayList<>(certificates);
            changed.set(index, certificate);
            return new Chain(keys, changed);
        }

        VerifyingKey check(Instant now) {
            return CertificateChain.check(certificates, KeyHash.ofIdentity(certificates.get(1)), now);
        }

        void refused(Instant now, String reason) {
            assertThatThrownBy(() -> check(now)).isInstanceOf(CryptoException.class).hasMessageContaining(reason);
        }
    }

    private static SigningKey ed25519() {
        return Ed25519PrivateKey.generate(RANDOM);
    }

    private static SigningKey ed448() {
        return Ed448PrivateKey.generate(RANDOM);
    }

    static Stream<Chain> goodChains() {
        return Stream.of(Chain.of(ed25519(), ed25519()), Chain.of(ed448(), ed448()), Chain.of(ed25519(), ed448()),
                Chain.of(ed448(), ed25519(), ed448()), Chain.of(ed25519(), ed25519(), ed25519(), ed448()));
    }

    static Iterator<JsonNode> officialRelays() {
        return Vectors.load("captured").required("serverHandshakes").elements();
    }

    @ParameterizedTest
    @MethodSource("goodChains")
    void chainsOf2To4AreTaken(Chain chain) {
        assertThat(chain.check(NOW)).isEqualTo(chain.keys().getFirst().publicKey());
    }

    @ParameterizedTest
    @MethodSource("goodChains")
    void aSignatureByAnotherKeyAnywhereIsRefused(Chain chain) {
        for (int i = 0; i + 1 < chain.certificates().size(); i++) {
            for (SigningKey other : List.of(ed25519(), ed448())) {
                CertificateDer forged = certificate(chain.keys().get(i).publicKey(), other);
                chain.with(i, forged).refused(NOW, "not signed by the next");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goodChains")
    void anyCertificateOutOfItsDatesIsRefused(Chain chain) {
        int size = chain.certificates().size();
        for (int i = 0; i < size; i++) {
            SigningKey issuer = chain.keys().get(Math.min(i + 1, size - 1));
            Chain early = chain.with(i, certificate(chain.keys().get(i).publicKey(), issuer, NOW.minusSeconds(90),
                    NOW.plusSeconds(60)));
            assertThat(early.check(NOW.plusSeconds(60))).isNotNull();
            early.refused(NOW.plusSeconds(61), "expired");
            assertThat(early.check(NOW.minusSeconds(90))).isNotNull();
            early.refused(NOW.minusSeconds(91), "expired");
        }
    }

    private static Chain endingAt(ASN1Primitive end) {
        SigningKey leaf = ed25519();
        SigningKey identity = ed25519();
        AlgorithmIdentifier algorithm = TestCertificates.algorithm(identity);
        CertificateDer certificate = TestCertificates.sign(TestCertificates.tbs(leaf.publicKey(), algorithm,
                new Time(Date.from(NOW)), Time.getInstance(end)), algorithm, identity);
        return Chain.of(leaf, identity).with(0, certificate);
    }

    @Test
    void datesOfBothKindsCount() {
        assertThat(endingAt(new DERUTCTime("261121120001Z")).check(NOW.plusSeconds(1))).isNotNull();
        endingAt(new DERUTCTime("261121120001Z")).refused(NOW.plusSeconds(2), "expired");
        endingAt(new DERUTCTime("501121120000Z")).refused(NOW.plusSeconds(1), "expired");
        assertThat(endingAt(new DERGeneralizedTime("99991231235959Z")).check(NOW)).isNotNull();
        endingAt(new DERGeneralizedTime("20261121120001Z")).refused(NOW.plusSeconds(2), "expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"271321120000Z", "270230120000Z", "271121250000Z"})
    void whatIsNoDateIsRefused(String date) {
        endingAt(new DERUTCTime(date)).refused(NOW, "date");
    }

    @Test
    void anIdentityThatIsNotSelfSignedIsTaken() {
        SigningKey leaf = ed25519();
        SigningKey identity = ed25519();
        Chain chain = new Chain(List.of(leaf, identity), List.of(certificate(leaf.publicKey(), identity),
                certificate(identity.publicKey(), ed448())));
        assertThat(chain.check(NOW)).isEqualTo(leaf.publicKey());
    }

    @Test
    void chainsOf0And1AndMoreThan4AreRefused() {
        SigningKey key = ed25519();
        CertificateDer self = certificate(key.publicKey(), key);
        for (int size : new int[]{0, 1, 5, 6}) {
            assertThatThrownBy(() -> CertificateChain.check(Collections.nCopies(size, self),
                    KeyHash.ofIdentity(self), NOW)).isInstanceOf(CryptoException.class)
                    .hasMessageContaining("instead of 2 to 4");
        }
    }

    @Test
    void theIdentityIsTheSecondNotTheLast() {
        Chain chain = Chain.of(ed25519(), ed25519(), ed25519());
        KeyHash last = KeyHash.ofIdentity(chain.certificates().getLast());
        assertThatThrownBy(() -> CertificateChain.check(chain.certificates(), last, NOW))
                .isInstanceOf(CryptoException.class).hasMessageContaining("not the one that the address names");
    }

    @Test
    void bytesThatAreNoCertificateAreRefused() {
        Chain chain = Chain.of(ed25519(), ed25519());
        byte[] good = chain.certificates().getFirst().toArray();
        for (byte[] bad : List.of(new byte[0], new byte[]{0x30, 0}, new byte[]{5, 0}, Arrays.copyOf(good, 100),
                Arrays.copyOf(good, good.length + 1), new byte[5000])) {
            chain.with(0, CertificateDer.of(bad)).refused(NOW, "not an X.509 certificate");
        }
    }

    @Test
    void everySingleChangedByteOfALeafIsNoticed() {
        Chain chain = Chain.of(ed25519(), ed25519());
        byte[] good = chain.certificates().getFirst().toArray();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Chain changed = chain.with(0, CertificateDer.of(bad));
            assertThatThrownBy(() -> changed.check(NOW)).as("byte %d", i).isInstanceOf(CryptoException.class);
        }
    }

    @Test
    void aKeyThatCannotSignIsRefused() {
        SigningKey identity = ed25519();
        CertificateDer leaf = certificate(X25519PrivateKey.generate(RANDOM).publicKey(), identity);
        Chain.of(ed25519(), identity).with(0, leaf).refused(NOW, "neither an Ed25519 nor an Ed448 key");
    }

    @Test
    void theAlgorithmInsideMustBeThatOutside() {
        SigningKey leaf = ed25519();
        SigningKey identity = ed25519();
        CertificateDer mixed = TestCertificates.sign(
                TestCertificates.tbs(leaf.publicKey(), TestCertificates.algorithm(ed448()), NOW, NOW),
                TestCertificates.algorithm(identity), identity);
        Chain.of(leaf, identity).with(0, mixed).refused(NOW, "not signed by the next");
    }

    @ParameterizedTest
    @MethodSource("officialRelays")
    void certificatesOfOfficialRelaysAreTaken(JsonNode v) {
        List<CertificateDer> chain = ServerHandshake.decode(Vectors.block(v.required("blockHead").textValue()))
                .certificates();
        assertThat(chain.getFirst().toArray()).isEqualTo(hex(v, "tlsLeaf"));
        assertThat(CertificateChain.check(chain, KeyHash.of(hex(v, "keyHash")), NOW))
                .isEqualTo(Certificates.key(chain.getFirst()));
    }
}
