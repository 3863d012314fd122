package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.command.EntityId;

/** Official descriptions, and every way of writing that readers must take (docs/PROTOCOL.md section 6). */
class DescriptionYamlTest {
    private static final String YAML = Fixtures.description("notes.txt.rcv1.xftp");

    static Stream<String> official() {
        return Stream.concat(Fixtures.cases("descriptions").stream().map(each -> each.required("yaml").textValue()),
                Fixtures.DESCRIPTIONS.stream().map(Fixtures::description));
    }

    @ParameterizedTest
    @MethodSource("official")
    void writesByteForByteWhatOfficialProgramsWrote(String yaml) throws DescriptionException {
        assertThat(DescriptionYaml.write(DescriptionYaml.read(yaml))).isEqualTo(yaml);
    }

    @Test
    void readsEveryPart() throws DescriptionException {
        FileDescription description = DescriptionYaml.read(YAML);

        assertThat(description.party()).isEqualTo(Party.RECIPIENT);
        assertThat(description.size()).isEqualTo(131072);
        assertThat(description.chunkSize()).isEqualTo(65536);
        assertThat(description.redirect()).isEmpty();
        assertThat(description.digest().base64Url()).startsWith("KMj4GOCbiKkY");
        assertThat(description.nonce().base64Url()).isEqualTo("ABmB-b3sHfZEElCTJejZpEdbPpuITpSb");
        assertThat(description.key().toArray()).startsWith(0xb6, 0xfe, 0x08);
        assertThat(description.chunks()).extracting(Chunk::number).containsExactly(1, 2);
        assertThat(description.chunks()).extracting(Chunk::size).containsExactly(65536, 65536);
        Replica replica = description.chunks().getFirst().replicas().getFirst();
        assertThat(replica.id().base64Url()).isEqualTo("utgE2tsOe7WscM4WqnJRtg==");
        assertThat(replica.key().pkcs8()).hasSize(48);
        assertThat(replica.relay().port()).isEqualTo(7445);
    }

    @Test
    void readsTheLongestThatAnUploadMakes() throws DescriptionException {
        FileDescription official = DescriptionYaml.read(YAML);
        Replica one = official.chunks().getFirst().replicas().getFirst();
        Replica replica = new Replica(one.relay(), EntityId.of(new byte[24]), one.key());
        List<Chunk> chunks = IntStream.rangeClosed(1, DescriptionYaml.MAX_REPLICAS)
                .mapToObj(number -> new Chunk(number, 1 << 22, official.chunks().getFirst().digest(), List.of(replica)))
                .toList();

        String yaml = DescriptionYaml.write(FileDescription.of(official.party(), official.digest(), official.key(),
                official.nonce(), chunks, Optional.empty()));

        assertThat(DescriptionYaml.read(yaml).chunks()).hasSize(DescriptionYaml.MAX_REPLICAS);
    }

    @Test
    void ordersReplicasByTheirGroups() throws DescriptionException {
        JsonNode vector = Fixtures.cases("descriptions").getLast();

        List<Chunk> chunks = DescriptionYaml.read(vector.required("yaml").textValue()).chunks();

        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(chunk.replicas()).extracting(replica -> replica.relay().hosts()
                        .getFirst().text()).containsExactly("a.example.org", "b.example.org"));
        assertThat(chunks).extracting(Chunk::size).containsExactly(4 << 20, 1 << 20);
    }

    static Stream<String> sameInOtherWords() {
        String reversed = String.join("\n", YAML.lines().filter(line -> !line.startsWith(" ") && !line.startsWith("-")
                && !line.startsWith("replicas")).toList().reversed());
        String replicas = YAML.substring(YAML.indexOf("replicas:"), YAML.indexOf("size: 128kb"));
        return Stream.of(YAML.replace("\n", "\r\n"), "\ufeff" + YAML, "---\n" + YAML, "\ufeff--- \r\n" + YAML, YAML
                + "...\n", "%YAML 1.1\n---\n" + YAML, "# a note\n\n" + YAML, YAML.strip(), YAML.replace("=", ""),
                YAML
                        .replaceAll("(?m)^(key|nonce|digest|size|party|chunkSize): (.*)$", "\"$1\":   '$2'"),
                YAML
                        .replaceAll("(?m)^  - (.*)$", "  - \"$1\""),
                YAML.replace("size: 128kb", "size: 131072"),
                YAML.replace("size: 128kb", "size: '131072'"), YAML.replace("64kb", "65536"), reversed + "\n"
                        + replicas,
                replicas + reversed, "unknown: {a: [1, {b: null}], c: !!int 3}\n" + YAML, YAML
                        + "another:\n- - - x\n  - ''\n",
                "redirect:\n" + YAML, "redirect: null\n" + YAML,
                YAML.replaceAll("(?m)^  server: (.*)$", "  more: [x]\n  server: '$1'"), YAML.replaceFirst(
                        "(?m)^  server: (.*)\n", "").replace("- chunks:",
                                "- server: xftp://hRZ8WFxR4GudUJKQsA_O7NLi0wRvwbV4y1cBSF46FC0=@localhost:7445\n  chunks:"),
                YAML.replaceAll("(?m)^  - (1:.*)$", "  - >-\n   $1"), YAML.replaceAll("(?m)^(  - .*)$", "$1:64kb"), YAML
                        .replaceAll("(?m)^(  - 1.*)\n(  - 2.*)$", "$2\n$1"));
    }

    @ParameterizedTest
    @MethodSource("sameInOtherWords")
    void readsWhatPeopleAndOtherWritersMake(String yaml) throws DescriptionException {
        assertThat(DescriptionYaml.write(DescriptionYaml.read(yaml))).isEqualTo(YAML);
    }

    @Test
    void takesTheDigestFromAnyReplica() throws DescriptionException {
        String yaml = Fixtures.cases("descriptions").getLast().required("yaml").textValue();
        String digest = ":B0qN0BNWmdwfYqXoK26x9Dd6vQBDhskMT5LVGFue4SQ=";
        String moved = yaml.replace(digest, "").replace("qTvP1S", "qTvP1S" + digest).replace("f5TqP1S",
                "f5TqP1S" + digest);

        assertThat(moved).isNotEqualTo(yaml).contains(digest);
        assertThat(DescriptionYaml.read(moved)).isEqualTo(DescriptionYaml.read(yaml));
    }

    @Test
    void readsValuesThatLookLikeOtherYamlTypesAsText() throws DescriptionException {
        String digits = "12345678901234567890123456789012";
        String exponent = "1234567890123456789012345678e123";
        for (String nonce : List.of(digits, exponent, "-".repeat(32), "0x123456789012345678901234567890", "_".repeat(
                32))) {
            String plain = YAML.replaceFirst("nonce: .*", "nonce: " + nonce.concat("AA").substring(0, 32));

            FileDescription description = DescriptionYaml.read(plain);

            assertThat(description.nonce().base64Url()).isEqualTo(nonce.concat("AA").substring(0, 32));
            assertThat(DescriptionYaml.read(DescriptionYaml.write(description))).isEqualTo(description);
        }
    }

    @Test
    void quotesAsHaskellsYamlLibrary() {
        for (String special : List.of("3145728", "1e5", "-1.5E-7", "+3", "0x1F", "0o17", "yes", "NULL", "~", "---abc",
                "...", "")) {
            assertThat(YamlScalar.write(special)).isEqualTo("'" + special + "'");
        }
        for (String plain : List.of("3mb", "-abc", "--a", "_a=", "1:a", "0x1G", "1.", "1e", "0b1", ".5", "recipient",
                "xftp://a=@[::1]:5", "nO", "1_000")) {
            assertThat(YamlScalar.write(plain)).isEqualTo(plain);
        }
    }

    @Test
    void quotesASizeThatNoUnitDivides() throws DescriptionException {
        String yaml = YAML.replace("size: 128kb", "size: '131073'").replace("chunkSize: 64kb", "chunkSize: '65537'")
                .replaceAll("(?m)^(  - 1.*)$", "$1:64kb");
        // Written sizes follow chunkSize, so only the second chunk, which has that size, goes without.
        assertThat(yaml).contains(":64kb\n  - 2");
        assertThat(DescriptionYaml.write(DescriptionYaml.read(yaml))).isEqualTo(yaml);
    }

    @Test
    void hidesEverythingFromLogs() throws DescriptionException {
        FileDescription description = DescriptionYaml.read(YAML);

        assertThat(description).hasToString("FileDescription[recipient, 131072 bytes, 2 chunks]");
        assertThat(description.chunks().getFirst().toString()).doesNotContain("localhost", "utgE2tsOe7W", "51qp6g");
    }
}
