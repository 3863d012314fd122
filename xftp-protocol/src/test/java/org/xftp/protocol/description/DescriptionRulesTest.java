package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad description for every rule of docs/PROTOCOL.md section 6, and attacks on the YAML reader. */
class DescriptionRulesTest {
    private static final String YAML = Fixtures.description("notes.txt.rcv1.xftp");
    private static final String TWO = Fixtures.cases("descriptions").getLast().required("yaml").textValue();
    private static final String REDIRECT = Fixtures.cases("descriptions").get(2).required("yaml").textValue();

    static Stream<Arguments> numbersAndSizes() {
        return Stream.of(bad(YAML, "- 2:", "- 3:", "chunk 2 is missing"), bad(YAML, "- 1:", "- 3:",
                "chunk 1 is missing"), bad(YAML, "- 1:", "- 0:", "chunks are numbered from 1"),
                bad(YAML, "size: 128kb",
                        "size: 129kb", "the sizes of the chunks do not add up to the size of the file"),
                bad(YAML, "size: 128kb", "size: 0",
                        "the sizes of the chunks do not add up to the size of the file"),
                bad(YAML, "(?s)replicas:.*(?=size: 128kb)",
                        "replicas: []\n", "the description has no chunks"),
                bad(YAML, "chunkSize: 64kb",
                        "chunkSize: 0", "the chunk size is not one that a chunk can have"),
                bad(
                        YAML, "chunkSize: 64kb", "chunkSize: 2gb",
                        "the chunk size is not one that a chunk can have"),
                bad(YAML,
                        "size: 128kb", "size: 128 kb",
                        "the size is not a number with or without kb, mb or gb"),
                bad(YAML, "size: 128kb", "size: -1", "the size is not a number with or without kb, mb or gb"), bad(YAML,
                        "size: 128kb", "size: 9999999999999999gb", "the size is too large"),
                bad(YAML, "size: 128kb",
                        "size: 9999999999999999999", "the size is too large"),
                bad(YAML, "64kb", "1",
                        "the sizes of the chunks do not add up to the size of the file"),
                bad(YAML,
                        "(?s)64kb(.*)128kb", "1$1'2'",
                        "the file is too small to be an encrypted one"));
    }

    static Stream<Arguments> chunkLines() {
        String fields = "a chunk's line does not have its 3 to 5 fields";
        return Stream.of(bad(YAML, "- 1:", "- x:", fields), bad(YAML, "- 1:", "- -1:", fields), bad(YAML, "- 1:",
                "- 9999999999:", fields), bad(YAML, "(- 1:[^:]*):.*", "$1", fields),
                bad(YAML, "(- 1:.*)", "$1:64kb:x",
                        fields),
                bad(YAML, "(- 1:[^:]*:[^:]*):.*", "$1", "chunk 1 has no digest"), bad(YAML,
                        "(- 2:[^:]*:[^:]*):.*", "$1:AAAA", "the digest of chunk 2 does not have 32 bytes"),
                bad(YAML,
                        "(- 2:[^:]*:[^:]*):.*", "$1:???",
                        "the digest of chunk 2 is not base64url"),
                bad(YAML, "- 1:[^:]*", "- 1:",
                        "the replica id of chunk 1 is empty or too long"),
                bad(YAML, "- 1:[^:]*",
                        "- 1:" + "AAAA".repeat(86),
                        "the replica id of chunk 1 is empty or too long"),
                bad(YAML,
                        "- 1:[^:]*", "- 1:A/",
                        "the replica id of chunk 1 is not base64url"),
                bad(YAML,
                        "(- 1:[^:]*):[^:]*", "$1:AAAA",
                        "the replica key of chunk 1 is not a private key of a known kind"),
                bad(YAML, "(- 1:[^:]*):[^:]*", "$1:A+", "the replica key of chunk 1 is not base64url"), bad(YAML,
                        "(- 1:.*)", "$1:0", "the size of chunk 1 is not one that a chunk can have"),
                bad(YAML,
                        "- 1:.*", "- [x]", "a chunk's line is not text"),
                bad(TWO,
                        "qP1S", "qP1S:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        "chunk 1 has two digests that differ"),
                bad(TWO, "L4jmQ",
                        "L4jmQ:B0yR1htgpeovdLn-Q4jNElec4SZrsPU6f8QJTpPYHWI=:2mb",
                        "chunk 2 has two sizes that differ"));
    }

    static Stream<Arguments> fields() {
        return Stream.of(bad(YAML, "party: recipient", "party: relay", "the party is neither recipient nor sender"),
                bad(YAML, "party: recipient\n", "", "the description has no usable \"party\""), bad(YAML, "key: .*",
                        "key: ~", "the description has no usable \"key\""),
                bad(YAML, "key: .*", "key: [a]",
                        "the description has no usable \"key\""),
                bad(YAML, "key: .*", "key: AAAA",
                        "the key does not have 32 bytes"),
                bad(YAML, "key: .*", "key: '??'",
                        "the key is not base64url"),
                bad(YAML, "nonce: .*", "nonce: 12345678",
                        "the nonce does not have 24 bytes"),
                bad(YAML, "digest: .*",
                        "digest: AAAA", "the digest does not have 64 bytes"),
                bad(YAML, "size: 128kb", "", "the description has no usable \"size\""), bad(YAML, "replicas:",
                        "replica:", "the description has no usable \"replicas\""),
                bad(YAML, "  server: .*\n", "",
                        "the description has no usable \"server\""),
                bad(YAML, "server: xftp://[^@]*",
                        "server: xftp://A", "a relay's fingerprint is not base64url"),
                bad(YAML,
                        "(server: xftp://[^@]*)", "$1:secret",
                        "a relay in a description has a password, which none may have"),
                bad(
                        YAML, "(?s)replicas:.*(?=size: 128kb)", "replicas: [a]\n",
                        "the description's replicas are not grouped by server"),
                bad(
                        REDIRECT, "  size: 12345678", "  size: 0",
                        "the redirect's size is zero"),
                bad(REDIRECT,
                        "  digest: .*", "  digest: AAAA",
                        "the redirect's digest does not have 64 bytes"),
                bad(REDIRECT, "(?s)redirect:.*(?=replicas)", "redirect: 5\n",
                        "the description has no usable \"redirect\""));
    }

    @ParameterizedTest
    @MethodSource({"numbersAndSizes", "chunkLines", "fields"})
    void namesTheBrokenRule(String yaml, String message) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read(yaml)).withMessage(
                message);
    }

    private static Arguments bad(String yaml, String pattern, String replacement, String message) {
        String broken = yaml.replaceFirst("(?m)" + pattern, replacement);
        assertThat(broken).isNotEqualTo(yaml);
        return Arguments.of(broken, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "# nothing", "hello", "- a", "[]", "'", "{", "\t", "a: b: c", "\0", "\ud800",
        "a: &x\n? - b",
        "%YAML 9.1\n---\n", "key: |\n \u0007"})
    void refusesOtherTexts(String text) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read(text))
                .withMessageMatching("this is not a file description|the description is not valid YAML|"
                        + "the description has no usable \"party\"");
    }

    @Test
    void refusesKeysThatComeTwice() {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read(YAML
                + "party: sender\n")).withMessage("the description is not valid YAML").withNoCause();
    }

    @Test
    void refusesSeveralDocuments() {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read(YAML + "---\n"
                + YAML)).withMessage("there is more than one YAML document");
    }

    @Test
    void refusesAliases() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read(laughs + YAML))
                .withMessage("the description uses YAML aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void refusesDepth(String opening) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read("x:\n " + opening
                .repeat(10_000)))
                .withMessageMatching("the description is nested too deeply|the description is not valid YAML");
    }

    @Test
    void refusesLength() {
        String padded = "# padding\n".repeat(DescriptionYaml.MAX_CHARACTERS / 10) + YAML;

        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read(padded))
                .withMessage("the description is longer than any real one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x: ", "x: \"", "x: '", "# ", "? ", "x: &"})
    void refusesLongLinesBeforeTheyCostTime(String opening) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionYaml.read(YAML + opening + "y"
                .repeat(8 << 20))).withMessage("the description has a line longer than any real one");
    }

    @Test
    void readsALongDescription() throws DescriptionException {
        StringBuilder lines = new StringBuilder();
        int chunks = 2_000;
        for (int i = 1; i <= chunks; i++) {
            lines.append("  - ").append(i).append(
                    ":utgE2tsOe7WscM4WqnJRtg==:MC4CAQAwBQYDK2VwBCIEII7CPaw0dP15oyRPBxc97WVc3Qp_-vZ-k_AUC1wS6AVV:51qp6gxdkxrD8rJp6H7Klol7QvmOTH0SJJcVDNEzlxs=\n");
        }
        String yaml = YAML.replaceAll("(?s)(?<=chunks:\n).*(?=  server)", lines.toString()).replace("size: 128kb",
                "size: " + chunks * 64 + "kb");

        assertThat(DescriptionYaml.read(yaml).chunks()).hasSize(chunks);
        assertThat(DescriptionYaml.read("# padding\n".repeat(500_000) + yaml).chunks()).hasSize(chunks);
    }
}
