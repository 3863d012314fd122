package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkSizesTest {
    static Stream<JsonNode> vectors() {
        return Fixtures.cases("chunk-sizes").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void splitsAsOfficialPrograms(JsonNode vector) {
        List<Integer> expected = new ArrayList<>();
        for (JsonNode run : vector.get("runs")) {
            expected.addAll(Collections.nCopies(run.get(1).intValue(), run.get(0).intValue()));
        }

        List<Integer> sizes = ChunkSizes.split(vector.get("payload").longValue());

        assertThat(sizes).isEqualTo(expected);
        assertThat(total(sizes)).isEqualTo(vector.get("encryptedSize").longValue());
    }

    @Property
    void coversThePayloadWithLessThanOneChunkToSpare(@ForAll @LongRange(min = 1, max = 1L << 34) long payload) {
        List<Integer> sizes = ChunkSizes.split(payload);

        assertThat(sizes).isSubsetOf(65536, 262144, 1048576, 4194304);
        assertThat(total(sizes)).isBetween(payload, payload + sizes.getLast() - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, ChunkSizes.MAX_PAYLOAD + 1, Long.MAX_VALUE})
    void refusesSizesNoFileHas(long payload) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkSizes.split(payload));
    }

    @Test
    void theListCannotBeChanged() {
        assertThat(ChunkSizes.split(1)).isUnmodifiable();
    }

    private static long total(List<Integer> sizes) {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }
}
