package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.Decoded.Accepted;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.PrivateKey;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.crypto.X25519PublicKey;

class AuthorizationTest {
    private static final X25519PrivateKey RELAY = X25519PrivateKey.generate(Samples.RANDOM);
    private static final List<PublicKey> OTHERS = List.of(Samples.ED25519, Samples.ED448, Samples.X25519.publicKey());

    static Stream<PrivateKey> keyOfEachKind() {
        return Stream.of(Ed25519PrivateKey.generate(Samples.RANDOM), Ed448PrivateKey.generate(Samples.RANDOM),
                X25519PrivateKey.generate(Samples.RANDOM));
    }

    private static Signer signer(PrivateKey key) {
        return switch (key) {
            case SigningKey signing -> Signer.signing(signing);
            case X25519PrivateKey boxing -> Signer.boxing(boxing, RELAY.publicKey());
        };
    }

    private static Authorization request(CorrId corrId, Signer signer) {
        byte[] block = Requests.encode(RawBlock.SESSION, corrId, RawBlock.ENTITY, new DeleteChunk(), signer);
        return ((Accepted) RequestDecoder.decode(block, RawBlock.SESSION)).authorization();
    }

    private static boolean verify(Authorization authorization, PublicKey key) {
        return authorization.verify(Optional.of(key), Optional.of(RELAY));
    }

    @ParameterizedTest
    @MethodSource("keyOfEachKind")
    void onlyTheRegisteredKeyVerifies(PrivateKey key) {
        Authorization authorization = request(RawBlock.CORR, signer(key));
        assertThat(verify(authorization, key.publicKey())).isTrue();
        OTHERS.forEach(other -> assertThat(verify(authorization, other)).isFalse());
        assertThat(authorization.verify(Optional.empty(), Optional.of(RELAY))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("keyOfEachKind")
    void otherBytesDoNotVerify(PrivateKey key) {
        byte[] block = Requests.encode(RawBlock.SESSION, RawBlock.CORR, RawBlock.ENTITY, new DeleteChunk(),
                signer(key));
        int entity = new String(block, ISO_8859_1).indexOf("entity-16");
        block[entity] ^= 1;
        Accepted changed = (Accepted) RequestDecoder.decode(block, RawBlock.SESSION);
        assertThat(verify(changed.authorization(), key.publicKey())).isFalse();
    }

    @Test
    void whoeverSignsForTheDummyKeysGetsNowhere() {
        List<Signer> signers = List.of(Signer.signing(Ed25519PrivateKey.of(new byte[32])),
                Signer.signing(Ed448PrivateKey.of(new byte[57])),
                Signer.boxing(X25519PrivateKey.of(new byte[32]), RELAY.publicKey()));
        for (Signer signer : signers) {
            Authorization authorization = request(RawBlock.CORR, signer);
            assertThat(authorization.verify(Optional.empty(), Optional.of(RELAY))).isFalse();
            OTHERS.forEach(other -> assertThat(verify(authorization, other)).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 24, 32, 255})
    void boxNonceIsTheCorrIdPaddedOrCut(int length) {
        X25519PrivateKey key = X25519PrivateKey.generate(Samples.RANDOM);
        byte[] corrId = new byte[length];
        Samples.RANDOM.nextBytes(corrId);
        assertThat(verify(request(CorrId.of(corrId), signer(key)), key.publicKey())).isTrue();
    }

    @Test
    void boxesNeverVerifyWithoutHandshake() {
        X25519PrivateKey key = X25519PrivateKey.generate(Samples.RANDOM);
        assertThat(request(RawBlock.CORR, signer(key)).verify(Optional.of(key.publicKey()), Optional.empty()))
                .isFalse();
    }

    @Test
    void aRegisteredKeyOfSmallOrderNeverVerifies() {
        X25519PublicKey zero = X25519PublicKey.of(new byte[32]);
        Authorization authorization = request(RawBlock.CORR, (_, _) -> Authenticator.of(new byte[80]));
        assertThat(verify(authorization, zero)).isFalse();
    }

    @Test
    void authenticatorsHaveFourPossibleLengths() {
        for (int length = 0; length <= 256; length++) {
            byte[] bytes = new byte[length];
            if (length == 0 || length == 64 || length == 80 || length == 114) {
                assertThat(Authenticator.of(bytes).length()).isEqualTo(length);
            } else {
                assertThatThrownBy(() -> Authenticator.of(bytes)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void valuesKeepTheirRules() {
        assertThatThrownBy(() -> EntityId.of(new byte[256])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddRecipients(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecipientIds(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NewChunk(Samples.ED25519, 1L << 32, Samples.DIGEST, OTHERS, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Password.of("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Password.of("secret")).hasToString("Password[redacted]").isEqualTo(Password.of("secret"))
                .isNotEqualTo(Password.of("Secret"));
        assertThat(new NewChunk(Samples.ED25519, 1, Samples.DIGEST, OTHERS, Optional.of(Password.of("secret")))
                .toString()).doesNotContain("secret");
        for (long size : new long[]{65536, 262144, 1048576, 4194304}) {
            assertThat(ChunkSize.isValid(size)).isTrue();
            assertThat(ChunkSize.isValid(size + 1)).isFalse();
        }
    }
}
