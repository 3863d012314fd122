package org.xftp.client.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberedNameTest {
    @ParameterizedTest
    @CsvSource({"photo.jpg,0,photo.jpg", "photo.jpg,1,photo_1.jpg", "photo.jpg,12,photo_12.jpg", "notes,1,notes_1",
        "a.b.c,2,a.b_2.c", ".hidden,1,.hidden_1", "dot.,1,dot_1."})
    void theNumberStandsBeforeTheExtension(String name, int number, String expected) {
        assertThat(NumberedName.of(name, number)).isEqualTo(expected);
    }

    @Test
    void longNamesLoseCharactersOfTheirStem() {
        String name = "x".repeat(251) + ".jpg";
        assertThat(NumberedName.of(name, 1)).isEqualTo("x".repeat(249) + "_1.jpg");
    }

    @Test
    void whatIsTooLongByItselfIsCutToo() {
        assertThat(NumberedName.of("x".repeat(247) + ".txt.xftp", 0)).isEqualTo("x".repeat(247) + ".tx.xftp");
        assertThat(NumberedName.of("\u0436".repeat(127) + ".xftp", 0)).isEqualTo("\u0436".repeat(125) + ".xftp");
        assertThat(NumberedName.of("a." + "y".repeat(255), 0)).isEqualTo("a." + "y".repeat(253));
        assertThat(NumberedName.of("x".repeat(251) + ".txt", 0)).as("long enough").isEqualTo("x".repeat(251) + ".txt");
    }

    @Test
    void charactersAreNotCutInTheMiddle() {
        String name = "\uD83D\uDE00".repeat(62) + ".jpeg";
        String numbered = NumberedName.of(name, 10);
        assertThat(numbered).isEqualTo("\uD83D\uDE00".repeat(61) + "_10.jpeg");
        assertThat(numbered.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
    }

    @Test
    void anEndlessExtensionIsNumberedAtItsEnd() {
        String name = "a." + "y".repeat(253);
        assertThat(NumberedName.of(name, 3)).isEqualTo("a." + "y".repeat(251) + "_3");
    }
}
