package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionLinkTest {
    private static final String YAML = Fixtures.description("notes.txt.rcv1.xftp");
    private static final String FRAGMENT = fragment(YAML);

    static Stream<JsonNode> vectors() {
        return Fixtures.cases("descriptions").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensOfficialWebLinks(JsonNode vector) throws DescriptionException {
        String fragment = vector.required("webFragment").textValue();

        DescriptionLink link = DescriptionLink.parse("https://relay.example.org/file#" + fragment);

        assertThat(DescriptionYaml.write(link.description())).isEqualTo(vector.required("yaml").textValue());
        assertThat(DescriptionLink.parse(link.encode())).isEqualTo(link);
        assertThat(link.encode().length()).isLessThanOrEqualTo(("https://relay.example.org/file#" + fragment).length()
                + 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.org/file", "http://a.org:8080/x/y.html?z=1", "HTTPS://[2001:db8::1]:5/file",
        "https://a.org", "https://a.org:443/file/"})
    void keepsThePageAsItIs(String page) throws DescriptionException {
        DescriptionLink link = DescriptionLink.parse("  " + page + "#" + FRAGMENT + "\n");

        assertThat(link).isEqualTo(new WebLink(page, DescriptionYaml.read(YAML)));
        assertThat(link.encode()).startsWith(page + "#");
    }

    @Test
    void readsFragmentsWithoutAndWithEscapedPadding() throws DescriptionException {
        DescriptionLink link = DescriptionLink.parse("https://a/file#" + FRAGMENT);

        assertThat(DescriptionLink.parse("https://a/file#" + FRAGMENT.replace("=", ""))).isEqualTo(link);
        assertThat(DescriptionLink.parse("https://a/file#" + FRAGMENT.replace("=", "%3d"))).isEqualTo(link);
    }

    @Test
    void namesPagesOfRelays() throws DescriptionException {
        assertThat(WebLink.page(RelayHost.parse("a.org"), 443, WebLink.OFFICIAL_PATH)).isEqualTo("https://a.org/file");
        assertThat(WebLink.page(RelayHost.parse("2001:db8::1"), 8443, "/x")).isEqualTo("https://[2001:db8::1]:8443/x");
    }

    @Test
    void writesAppLinksAsOfficialApps() throws DescriptionException {
        String desc = "chunkSize%3A%2064kb%0Adigest%3A%20KMj4GOCbiKkYqJr1_nifa19C9WTfybXAZWPISsS14-_itrAcWo6QhYjYX7EXY5X"
                + "hz4pxYtsqiobAyaO0t41c4w%3D%3D%0Akey";

        assertThat(AppLink.to(DescriptionYaml.read(YAML)).encode()).startsWith("simplex:/file#/?desc=" + desc);
        assertThat(new AppLink(Optional.of("simplex.chat"), DescriptionYaml.read(YAML), Optional.of("{\"a\": \"*~\"}"))
                .encode()).startsWith("https://simplex.chat/file#/?desc=" + desc).endsWith(
                        "%0A&data=%7B%22a%22%3A%20%22%2A~%22%7D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simplex:/file#/?desc=D", "simplex:/file/#/?desc=D", "SIMPLEX:/file#/?desc=D",
        "simplex:/file#/?other=x&desc=D&flag", "simplex:/file#/?desc=D&desc=second"})
    void readsAppLinksAsAppsDo(String link) throws DescriptionException {
        assertThat(DescriptionLink.parse(link.replace("D", escaped(YAML)))).isEqualTo(AppLink.to(DescriptionYaml.read(
                YAML)));
    }

    @Test
    void readsAppLinksOfWebHosts() throws DescriptionException {
        DescriptionLink link = DescriptionLink.parse("https://simplex.chat:444/file/#/?data=%7B%7D&desc=" + escaped(
                YAML));

        assertThat(link).isEqualTo(new AppLink(Optional.of("simplex.chat:444"), DescriptionYaml.read(YAML), Optional.of(
                "{}")));
    }

    @Test
    void percentEncodesEveryCharacter() throws DescriptionException {
        StringBuilder all = new StringBuilder("я\ud83d\ude00");
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        assertThat(PercentText.encode(all.toString())).matches("(%[0-9A-F]{2}|[A-Za-z0-9._~-])*");
        assertThat(PercentText.decode(PercentText.encode(all.toString()))).isEqualTo(all.toString());
        assertThat(PercentText.decode("a+b%2bc%C3%BC\u00fc%ff")).isEqualTo("a b+c\u00fc\u00fc\ufffd");
    }

    @Test
    void recognisesYaml() throws DescriptionException {
        assertThat(DescriptionLink.parse("\ufeff" + YAML)).isEqualTo(new DescriptionText(DescriptionYaml.read(YAML)));
        assertThat(DescriptionLink.parse(YAML).encode()).isEqualTo(YAML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simplex:/contact#/?v=1", "simplex:/file", "https://simplex.chat/contact#/?v=2&smp=x",
        "https:///file#AAAA", "http://a b/#AAAA"})
    void refusesOtherLinks(String link) {
        assertRefused(link, "this is not a link to a file");
    }

    @Test
    void saysWhatIsWrongWithALink() {
        assertRefused("https://a.org/file", "the link has no # with a file description behind it");
        assertRefused("https://a.org/file#", "the link has no # with a file description behind it");
        assertRefused("https://a.org/file#a/b", "the part of the link behind the # is not base64url");
        assertRefused("https://a.org/file#" + "A".repeat(WebLink.MAX_FRAGMENT + 1),
                "the link is longer than any real one");
        assertRefused("https://a.org/file#" + FRAGMENT.substring(0, FRAGMENT.length() / 8 * 4),
                "the link is damaged: perhaps a part of it is missing");
        assertRefused("https://a.org/file#" + FRAGMENT.replace("=", "") + "AAAAAAAA",
                "the link is damaged: perhaps a part of it is missing");
        assertRefused("https://a.org/file#_____w==", "the link is damaged: perhaps a part of it is missing");
        assertRefused("https://a.org/file#" + fragment("hello"), "this is not a file description");
        assertRefused("simplex:/file#/?data=x", "the link holds no file description");
        assertRefused("simplex:/file#/?desc=%", "the link's percent-encoding is broken");
        assertRefused("simplex:/file#/?desc=%4", "the link's percent-encoding is broken");
        assertRefused("simplex:/file#/?desc=%zz", "the link's percent-encoding is broken");
        assertRefused("simplex:/file#/?desc=" + "A".repeat(DescriptionYaml.MAX_CHARACTERS),
                "the link is longer than any real one");
    }

    @Test
    void stopsInflatingABomb() {
        String bomb = fragment("# nothing\n".repeat(50 << 20 >> 3));

        assertThat(bomb.length()).isLessThan(WebLink.MAX_FRAGMENT);
        assertRefused("https://a.org/file#" + bomb, "the link inflates to more than any real description");
    }

    @Test
    void oneChunkFitsAQrCode() throws DescriptionException {
        FileDescription description = DescriptionYaml.read(Fixtures.description("photo.jpg.rcv1.xftp"));

        assertThat(new WebLink("https://relay.example.org/file", description).encode().length()).isLessThan(
                DescriptionLink.MAX_QR_CHARACTERS);
        assertThat(AppLink.to(description).encode().length()).isLessThan(DescriptionLink.MAX_QR_CHARACTERS);
    }

    @Test
    void refusesToMakeLinksThatCannotBeRead() throws DescriptionException {
        FileDescription description = DescriptionYaml.read(YAML);
        for (String page : new String[]{"ftp://a", "https://", "https://a/#x", "https://a/ b", "a.org/file"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new WebLink(page, description));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new AppLink(Optional.of("a/b"), description, Optional
                .empty()));
    }

    @Test
    void keepsLinksOutOfLogs() throws DescriptionException {
        FileDescription description = DescriptionYaml.read(YAML);

        assertThat(new WebLink("https://secret.org/file", description).toString()).doesNotContain("secret", "KMj4GOC");
        assertThat(new AppLink(Optional.of("a"), description, Optional.of("secret")).toString()).doesNotContain(
                "secret",
                "KMj4GOC");
        assertThat(new DescriptionText(description).toString()).doesNotContain("KMj4GOC");
    }

    private static void assertRefused(String link, String message) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> DescriptionLink.parse(link)).withMessage(
                message);
    }

    private static String escaped(String yaml) {
        return URLEncoder.encode(yaml, StandardCharsets.UTF_8);
    }

    private static String fragment(String yaml) {
        return Base64.getUrlEncoder().encodeToString(RawDeflate.deflate(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
