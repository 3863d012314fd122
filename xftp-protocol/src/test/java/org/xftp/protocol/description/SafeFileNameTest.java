package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafeFileNameTest {
    /** What was sent, and what it is called here. */
    private static final String[][] ORDINARY = {{"notes.txt", "notes.txt"}, {"übung file.txt", "übung file.txt"},
        {"файл с пробелами.txt", "файл с пробелами.txt"}, {"a..b", "a..b"}, {"console.log", "console.log"},
        {"COM10", "COM10"}, {"\ud83d\ude00.png", "\ud83d\ude00.png"}};

    private static final String[][] EMPTY = {{"", "file"}, {".", "file"}, {"..", "file"}, {"...", "file"},
        {"   ", "file"}, {"\u202e", "file"}, {"-", "file"}};

    private static final String[][] PATHS = {{"../../etc/passwd", "_.._etc_passwd"}, {"/etc/passwd", "_etc_passwd"},
        {"..\\..\\boot.ini", "_.._boot.ini"}, {"C:\\Windows\\win.ini", "C__Windows_win.ini"},
        {"\\\\host\\share\\x", "__host_share_x"}, {"notes.txt:stream", "notes.txt_stream"},
        {"a?b*c\"d<e>f|g", "a_b_c_d_e_f_g"}};

    private static final String[][] EDGES = {{".bashrc", "bashrc"}, {"-rf", "rf"}, {"--help", "help"},
        {"~root", "root"}, {". -.x", "x"}, {"name. . .", "name"}};

    private static final String[][] DEVICES = {{"CON", "_CON"}, {"nul.txt", "_nul.txt"},
        {"Com1.tar.gz", "_Com1.tar.gz"}, {"LPT\u00b9", "_LPT\u00b9"}, {"aux .c", "_aux .c"}, {"CONIN$", "_CONIN$"},
        {".nul", "_nul"}};

    private static final String[][] INVISIBLE = {{"a\u0000b\nc\u001b[31md\u007f\u0085", "abc[31md"},
        {"ann\u202egpj.exe", "anngpj.exe"}, {"\u2066a\u2069\u200b\u200f\ufeff", "a"}, {"a\u2028b\u2029c", "abc"},
        {"a\ud800b", "ab"}};

    static Stream<Arguments> names() {
        return Stream.of(ORDINARY, EMPTY, PATHS, EDGES, DEVICES, INVISIBLE).flatMap(Stream::of)
                .map(pair -> Arguments.of(pair[0], pair[1]));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAPlainFile(String hostile, String safe) {
        assertThat(SafeFileName.of(hostile)).isEqualTo(safe);
    }

    @Test
    void cutsLongNamesBetweenCharactersAndKeepsTheExtension() {
        String name = SafeFileName.of("я".repeat(200) + ".tar");

        assertThat(name).isEqualTo("я".repeat(125) + ".tar");
    }

    @Test
    void cutsAnExtensionThatIsNone() {
        assertThat(SafeFileName.of("a." + "x".repeat(300))).isEqualTo("a." + "x".repeat(253));
    }

    @Test
    void endsWithNoDotWhereTheCutFell() {
        assertThat(SafeFileName.of("x".repeat(250) + ".....y.abcdef")).isEqualTo("x".repeat(248) + ".abcdef");
        assertThat(SafeFileName.of("x".repeat(200) + ".".repeat(100) + "yz.txt")).isEqualTo("x".repeat(200) + ".txt");
    }

    @Property
    void isAlwaysSafeAndStable(@ForAll("hostile") String hostile) {
        String name = SafeFileName.of(hostile);

        assertThat(name).isNotEmpty().doesNotContainPattern("[/\\\\\\p{Cntrl}\\p{Cf}]").doesNotStartWith(".")
                .doesNotStartWith("-").doesNotEndWith(".").doesNotEndWith(" ");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SafeFileName.MAX_BYTES);
        assertThat(SafeFileName.of(name)).isEqualTo(name);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> nasty = Arbitraries
                .of("..", "/", "\\", ".", "-", " ", "nul", "COM1", "con", "\u202e", "\u0000", "a", "я", "\ud83d",
                        "\u00a0", "~", "\u3000", "x"
                                .repeat(90));
        return Arbitraries.oneOf(Arbitraries.strings(), nasty.list().ofMaxSize(12).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMinLength(100).ofMaxLength(400));
    }
}
