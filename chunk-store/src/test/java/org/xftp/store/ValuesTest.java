package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.HOUR;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void bytesAreEqualByContentWithinTheirType() {
        assertThat(ChunkId.of(bytes(16, 1))).isEqualTo(ChunkId.of(bytes(16, 1)))
                .hasSameHashCodeAs(ChunkId.of(bytes(16, 1)));
        assertThat(ChunkId.of(bytes(16, 1))).isNotEqualTo(ChunkId.of(bytes(16, 2)));
        assertThat((Object) ChunkDigest.of(bytes(32, 1))).isNotEqualTo(AuthKey.of(bytes(32, 1)));
    }

    @Test
    void bytesCannotBeChangedFromOutside() {
        byte[] given = bytes(16, 1);
        ChunkId id = ChunkId.of(given);
        Arrays.fill(given, (byte) 0);
        Arrays.fill(id.toArray(), (byte) 0);
        assertThat(id.toArray()).isEqualTo(bytes(16, 1));
    }

    @Test
    void textShowsNoContent() {
        assertThat(ChunkId.of(bytes(16, 1))).hasToString("ChunkId[16 bytes]");
        assertThat(ChunkDigest.of(bytes(32, 1))).hasToString("ChunkDigest[32 bytes]");
        assertThat(AuthKey.of(bytes(44, 1))).hasToString("AuthKey[44 bytes]");
        assertThat(chunk(id(1), 1000).toString()).contains("id=ChunkId[16 bytes]").doesNotContain(id(1).base64Url());
    }

    @Test
    void lengthsAreChecked() {
        for (int length : List.of(0, 15, 17)) {
            assertThatThrownBy(() -> ChunkId.of(new byte[length]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ChunkId cannot have " + length + " bytes");
        }
        assertThatThrownBy(() -> ChunkDigest.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthKey.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthKey.of(new byte[256])).isInstanceOf(IllegalArgumentException.class);
        assertThat(AuthKey.of(new byte[255]).length()).isEqualTo(255);
    }

    @Test
    void idsHaveOneName() {
        ChunkId id = ChunkId.of(new byte[16]);
        assertThat(id.base64Url()).isEqualTo("AAAAAAAAAAAAAAAAAAAAAA==");
        assertThat(ChunkId.fromBase64Url("AAAAAAAAAAAAAAAAAAAAAA==")).contains(id);
        for (String other : List.of(
                "", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB==", "AAAAAAAAAAAAAAAAAAAAAA=A",
                "/+AAAAAAAAAAAAAAAAAAAA==",
                "AAAAAAAAAAAAAAAAAAAAAAAA", "../../../../etc/passwd..")) {
            assertThat(ChunkId.fromBase64Url(other)).as(other).isEmpty();
        }
    }

    @Test
    void idsAreOrderedAsUnsignedBytes() {
        byte[] high = new byte[16];
        high[0] = (byte) 0x80;
        assertThat(ChunkId.of(high)).isGreaterThan(ChunkId.of(new byte[16]));
        SecureRandom random = new SecureRandom();
        assertThat(ChunkId.random(random)).isNotEqualTo(ChunkId.random(random));
    }

    @Test
    void chunksAreChecked() {
        Chunk chunk = chunk(id(1), 1000);
        ChunkDigest digest = chunk.digest();
        assertThatThrownBy(() -> new Chunk(id(1), chunk.senderKey(), 0, digest, HOUR, chunk.state()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Chunk(id(1), chunk.senderKey(), 1, digest, HOUR + 1, chunk.state()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Chunk(id(1), chunk.senderKey(), 1, digest, -Chunk.HOUR, chunk.state()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReasonIsOneLine() {
        for (String reason : List.of("", " ", "reason=spam\nFDEL", "a\tb")) {
            assertThatThrownBy(() -> new ChunkState.Blocked(reason)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aQuotaNeverGoesBelowNothing() {
        Quota quota = new Quota(Long.MAX_VALUE, 0);
        assertThat(quota.reserve(Long.MAX_VALUE)).isTrue();
        assertThat(quota.reserve(1)).as("no overflow").isFalse();
        quota.release(Long.MAX_VALUE);
        assertThat(quota.used()).isZero();
        assertThatThrownBy(() -> quota.release(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Quota(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
