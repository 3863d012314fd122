package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

class RandomDescriptionsTest {
    private static final List<String> SEEDS = List.of(Fixtures.description("notes.txt.rcv1.xftp"), Fixtures.cases(
            "descriptions").get(2).required("yaml").textValue(),
            Fixtures.cases("descriptions").getLast().required("yaml")
                    .textValue());
    private static final String NASTY = "\n\n::--  []{}'\"&*!|>%@`#,?~=_09azAZ\t\r\0\ufeff\ud800\u2028";

    @Provide
    Arbitrary<FileDescription> descriptions() {
        return Descriptions.descriptions();
    }

    @Provide
    Arbitrary<RelayAddress> relays() {
        return Descriptions.relays();
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void surviveYaml(@ForAll("descriptions") FileDescription description) throws DescriptionException {
        String yaml = DescriptionYaml.write(description);

        assertThat(DescriptionYaml.read(yaml)).isEqualTo(description);
        assertThat(yaml).matches("\\p{ASCII}*");
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void surviveLinks(@ForAll("descriptions") FileDescription description) throws DescriptionException {
        List<DescriptionLink> links = List.of(AppLink.to(description), new AppLink(Optional.of("simplex.chat"),
                description, Optional.of("{\"a\":\"+ &ü%\"}")), new WebLink("https://[::1]:8443/a/b?c=d", description),
                new DescriptionText(description));

        for (DescriptionLink link : links) {
            assertThat(DescriptionLink.parse(link.encode())).isEqualTo(link);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void surviveAddresses(@ForAll("relays") RelayAddress relay) throws DescriptionException {
        assertThat(RelayAddress.parse(relay.toString())).isEqualTo(relay);
    }

    @Property
    void mutationsAreReadOrRefused(@ForAll Random random, @ForAll @IntRange(min = 1, max = 8) int mutations) {
        StringBuilder yaml = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = 0; i < mutations; i++) {
            mutate(yaml, random);
        }
        readOrRefuse(yaml.toString());
    }

    @Property
    void mutatedLinksAreReadOrRefused(@ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int mutations)
            throws DescriptionException {
        FileDescription description = DescriptionYaml.read(SEEDS.get(random.nextInt(SEEDS.size())));
        StringBuilder link = new StringBuilder(random.nextBoolean()
                ? AppLink.to(description).encode()
                : new WebLink(
                        "https://a/file", description).encode());
        for (int i = 0; i < mutations; i++) {
            mutate(link, random);
        }
        readOrRefuse(link.toString());
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        readOrRefuse(text);
        readOrRefuse("key: " + text);
        readOrRefuse("https://a#" + text);
        readOrRefuse("simplex:/file#/?desc=" + text);
    }

    /** Whatever comes, nothing but a {@link DescriptionException} with a short clean message. */
    private static void readOrRefuse(String text) {
        try {
            assertThat(DescriptionLink.parse(text).description().chunks()).isNotEmpty();
        } catch (DescriptionException e) {
            assertThat(e.getMessage()).matches("[ -~]{10,100}");
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(60));
        switch (random.nextInt(6)) {
            case 0 -> text.setCharAt(at, NASTY.charAt(random.nextInt(NASTY.length())));
            case 1 -> text.insert(at, NASTY.charAt(random.nextInt(NASTY.length())));
            case 2 -> text.delete(at, end).append('x');
            case 3 -> text.insert(at, text.substring(at, end).repeat(random.nextInt(4)));
            case 4 -> text.setLength(at + 1);
            default -> text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(8)));
        }
    }
}
