package org.xftp.protocol.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;

class ChatTest {
    private static final String INVITATION = "{\"fileName\":\"a b.txt\",\"fileSize\":5000000000,"
            + "\"fileDescr\":{\"fileDescrText\":\"\",\"fileDescrPartNo\":0,\"fileDescrComplete\":false}}";
    private static final String MESSAGE = "{\"msgId\":\"bXNn\","
            + "\"fileDescr\":{\"fileDescrText\":\"x: y\\n\",\"fileDescrPartNo\":2,\"fileDescrComplete\":true}}";

    @Test
    void writesAndReadsInvitations() throws DescriptionException {
        FileInvitation invitation = FileInvitation.to("a b.txt", 5_000_000_000L);

        assertThat(invitation.toJson()).isEqualTo(INVITATION);
        assertThat(FileInvitation.fromJson(INVITATION)).isEqualTo(invitation);
        assertThat(FileInvitation.fromJson(INVITATION.replace("{\"fileName", "{\"fileInline\":null,\"fileName")))
                .isEqualTo(invitation);
    }

    @Test
    void writesAndReadsPartsOfDescriptions() throws DescriptionException {
        DescriptionPart part = new DescriptionPart("x: y\n", 2, true);

        assertThat(part.toMessage("bXNn")).isEqualTo(MESSAGE);
        assertThat(DescriptionPart.fromMessage(MESSAGE)).isEqualTo(part);
    }

    @Test
    void treatsTheSendersNameAsHostile() throws DescriptionException {
        assertThat(FileInvitation.fromJson(INVITATION.replace("a b.txt", "../../.bashrc")).safeName()).isEqualTo(
                "_.._.bashrc");
        assertThat(FileInvitation.to("secret", 1).toString()).doesNotContain("secret");
        assertThat(new DescriptionPart("secret", 1, true).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"\"fileName\":\"a b.txt\"|\"fileName\":5|fileName",
        "\"fileName\":\"a b.txt\",||fileName",
        "5000000000|-1|fileSize", "5000000000|1.5|fileSize", "5000000000|\"5\"|fileSize",
        "5000000000|99999999999999999999|fileSize", "\"fileDescr\"|\"other\"|fileDescr",
        "\"fileDescrText\":\"\"|\"fileDescrText\":null|fileDescrText", "No\":0|No\":-1|fileDescrPartNo",
        "No\":0|No\":2147483648|fileDescrPartNo", "false|0|fileDescrComplete"})
    void saysWhichMemberIsUnusable(String part, String replacement, String member) {
        String json = INVITATION.replace(part, replacement == null ? "" : replacement);

        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> FileInvitation.fromJson(json))
                .withMessage("the chat message has no usable \"" + member + "\"");
    }

    @Test
    void aMessageNeedsToSayWhatItIsAbout() {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionPart.fromMessage(MESSAGE
                .replace("msgId", "other"))).withMessage("the chat message has no usable \"msgId\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "5", "{", "{}x", "{\"fileName\":1,\"fileName\":2}", "\0"})
    void refusesWhatIsNoObject(String json) {
        assertNoObject(json);
    }

    @Test
    void refusesDepthAndLength() {
        assertNoObject("{\"a\":" + "[".repeat(100_000));
        assertNoObject("{\"a\":\"" + "x".repeat(1 << 20) + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"0,1,0", "1,1,1", "13999,1,13999", "14000,1,14000", "14001,2,1", "28000,2,14000", "31000,3,3000"})
    void cutsPartsOf14000Characters(int length, int count, int last) throws DescriptionException {
        String yaml = "abcdefg".repeat(length / 7 + 1).substring(0, length);

        List<DescriptionPart> parts = DescriptionParts.split(yaml);

        assertThat(parts).hasSize(count);
        assertThat(parts.subList(0, count - 1)).allSatisfy(part -> {
            assertThat(part.text()).hasSize(14_000);
            assertThat(part.complete()).isFalse();
        });
        assertThat(parts.getLast().text()).hasSize(last);
        assertThat(parts.getLast().complete()).isTrue();
        assertThat(join(parts)).contains(yaml);
    }

    @Test
    void countsCharactersOutsideTheBasicPlaneOnce() {
        List<DescriptionPart> parts = DescriptionParts.split("\ud83d\ude00".repeat(14_001));

        assertThat(parts).extracting(part -> part.text().length()).containsExactly(28_000, 2);
    }

    @Property(tries = 100)
    void joinsWhatWasCut(@ForAll @IntRange(max = 100_000) int length) throws DescriptionException {
        String yaml = "0123456789x".repeat(length / 11 + 1).substring(0, length);

        assertThat(join(DescriptionParts.split(yaml))).contains(yaml);
    }

    @Test
    void refusesGapsRepetitionsAndWhatComesAfterTheEnd() throws DescriptionException {
        DescriptionParts.Joiner joiner = new DescriptionParts.Joiner();
        assertRefused(joiner, DescriptionPart.NONE_YET, "part 0 of the file's description came before");
        assertRefused(joiner, new DescriptionPart("b", 2, true), "part 1 of the file's description is missing");
        assertThat(joiner.add(new DescriptionPart("a", 1, false))).isEmpty();
        assertRefused(joiner, new DescriptionPart("a", 1, false), "part 1 of the file's description came before");
        assertRefused(joiner, new DescriptionPart("c", 3, true), "part 2 of the file's description is missing");
        assertThat(joiner.add(new DescriptionPart("b", 2, true))).contains("ab");
        assertRefused(joiner, new DescriptionPart("c", 3, true), "the file's description goes on after its end");
    }

    @Test
    void boundsWhatItHolds() throws DescriptionException {
        DescriptionParts.Joiner joiner = new DescriptionParts.Joiner();
        joiner.add(new DescriptionPart("x".repeat(DescriptionYaml.MAX_CHARACTERS), 1, false));

        assertRefused(joiner, new DescriptionPart("y", 2, true), "the file's description is longer than any real one");
    }

    private static Optional<String> join(List<DescriptionPart> parts) throws DescriptionException {
        DescriptionParts.Joiner joiner = new DescriptionParts.Joiner();
        for (DescriptionPart part : parts.subList(0, parts.size() - 1)) {
            assertThat(joiner.add(part)).isEmpty();
        }
        return joiner.add(parts.getLast());
    }

    private static void assertRefused(DescriptionParts.Joiner joiner, DescriptionPart part, String message) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> joiner.add(part)).withMessage(message);
    }

    private static void assertNoObject(String json) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> FileInvitation.fromJson(json))
                .withMessage(
                        "the chat message is not a JSON object, or too large");
    }
}
