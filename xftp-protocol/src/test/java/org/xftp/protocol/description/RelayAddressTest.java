package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.KeyHash;

class RelayAddressTest {
    private static final KeyHash HASH = KeyHash.of(new byte[32]);
    private static final String USER = "xftp://" + HASH.base64Url();

    @ParameterizedTest
    @ValueSource(strings = {"relay.example.org", "relay.example.org:7443", "relay.example.org:443", "localhost:1",
        "10.0.0.1:65535", "[2001:db8::1]", "[2001:db8::1]:7443", "a.org,10.0.0.1,[::1],x.onion:5",
        "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion", "UPPER.Example.ORG", "under_score.x",
        "relay.example.org.", "onion", "onion.example.org", "an-onion"})
    void printsWhatItReads(String hosts) throws DescriptionException {
        assertThat(RelayAddress.parse(USER + "@" + hosts)).hasToString(USER + "@" + hosts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {"2001:db8::1 [2001:db8::1]", "::1 [::1]", ":: [::]",
        "1:2:3:4:5:6:7:8 [1:2:3:4:5:6:7:8]",
        "1:2:3:4:5:6:7:8:7443 [1:2:3:4:5:6:7:8]:7443", "2001:db8::1:443 [2001:db8::1:443]",
        "[2001:DB8:0:0:1:0:0:1] [2001:db8::1:0:0:1]", "[1:0:2:0:3:0:4:0] [1:0:2:0:3:0:4:0]",
        "[1::2:3:4:5:6:7]:7 [1:0:2:3:4:5:6:7]:7", "[::ffff:192.0.2.1] [::ffff:c000:201]",
        "[fe80:0:0:0:0:0:0:0] [fe80::]", "10.0.0.1,2001:db8::2,a.org:08 10.0.0.1,[2001:db8::2],a.org:8"})
    void readsIpv6WithAndWithoutBracketsAndWritesThem(String read, String written) throws DescriptionException {
        assertThat(RelayAddress.parse(USER + "@" + read)).hasToString(USER + "@" + written);
    }

    @Test
    void knowsKindsHostsAndPort() throws DescriptionException {
        RelayAddress address = RelayAddress.parse(USER + "@a.org,10.0.0.1,[::1],b.onion");

        assertThat(address.port()).isEqualTo(443);
        assertThat(address.keyHash()).isEqualTo(HASH);
        assertThat(address.password()).isEmpty();
        assertThat(address.hosts()).containsExactly(new RelayHost.Name("a.org"), new RelayHost.Ipv4(0x0a000001),
                new RelayHost.Ipv6(0, 1), new RelayHost.Onion("b.onion"));
        assertThat(address.hosts()).extracting(RelayHost::text).containsExactly("a.org", "10.0.0.1", "::1", "b.onion");
    }

    @Test
    void readsTheFingerprintWithoutPadding() throws DescriptionException {
        assertThat(RelayAddress.parse("xftp://" + "A".repeat(43) + "@a.org")).hasToString(USER + "@a.org");
    }

    @Test
    void showsThePasswordOnlyWhenAsked() throws DescriptionException {
        RelayAddress address = RelayAddress.parse(USER + ":pa$$w~rd@a.org:7");

        assertThat(address.password()).contains(Password.of("pa$$w~rd"));
        assertThat(address).hasToString(USER + "@a.org:7");
        assertThat(address.textWithPassword()).isEqualTo(USER + ":pa$$w~rd@a.org:7");
        assertThat(address.withoutPassword().textWithPassword()).isEqualTo(USER + "@a.org:7");
        assertThat(address.withoutPassword().withPassword(Password.of("pa$$w~rd"))).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"smp://AAAA@a.org|begins with xftp://", "''|begins with xftp://",
        "xftp://AAAA|has no @", "xftp://AAAA@a.org|fingerprint does not have 32 bytes",
        "xftp://A/A=@a.org|fingerprint is not base64url", "USER:@a.org|password", "USER:a b@a.org|password",
        "USER:a/b@a.org|password", "USER:a:b@a.org|password", "USER@|host", "USER@a.org,|host", "USER@,a.org|host",
        "USER@a b|host", "USER@a.org/x|host", "USER@-a|host", "USER@a..b|host", "USER@256.0.0.1|host",
        "USER@X.onion|host", "USER@.onion|host", "USER@abc.ONION|host", "USER@abc.onion.|host",
        "USER@ABC.Onion.|host", "USER@a.abc.oniON:7|host", "USER@[::1|host", "USER@[::g]|host",
        "USER@[1:2:3:4:5:6:7::8]x|host",
        "USER@[1::2::3]|host", "USER@[1:2:3:4:5:6:7:8:9]|host", "USER@[1.2.3.4::]|host", "USER@[]|host",
        "USER@a@b|host",
        "USER@a.org:|port", "USER@a.org:0|port", "USER@a.org:65536|port", "USER@a.org:99999999999|port",
        "USER@a.org:+1|port", "USER@a.org:5,b.org|host"})
    void saysWhichPartIsWrong(String text, String part) {
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> RelayAddress.parse(text.replace("USER",
                USER))).withMessageContaining(part).withMessageMatching(".{10,80}");
    }

    @Test
    void readsListsAsTheCliTakesThem() throws DescriptionException {
        assertThat(RelayAddress.parseList(USER + "@a.org; " + USER + ":p@b.org:7;")).extracting(
                RelayAddress::textWithPassword).containsExactly(USER + "@a.org", USER + ":p@b.org:7");
        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> RelayAddress.parseList(" ; "))
                .withMessage("no relay address is given");
    }

    @Test
    void leavesOutTheDefaultPortOfAddressesItMakes() {
        List<RelayHost> hosts = List.of(new RelayHost.Name("a.org"));

        assertThat(RelayAddress.of(hosts, 443, HASH)).hasToString(USER + "@a.org");
        assertThat(RelayAddress.of(hosts, 444, HASH)).hasToString(USER + "@a.org:444");
        assertThatIllegalArgumentException().isThrownBy(() -> RelayAddress.of(hosts, 0, HASH));
        assertThatIllegalArgumentException().isThrownBy(() -> RelayAddress.of(List.of(), 443, HASH));
    }

    @Property(tries = 50)
    void sortsAsOfficialPrograms(@ForAll Random random) throws DescriptionException {
        String last = "xftp://" + KeyHash.of(filled(0x80)).base64Url();
        List<String> sorted = List.of(USER + "@9.0.0.1", USER + "@10.0.0.1", USER + "@200.0.0.1", USER + "@[::2]", USER
                + "@[2001:db8::1]", USER + "@[fe80::1]", USER + "@z.onion", USER + "@a.org", last + "@a.org",
                USER
                        + "@a.org:10000",
                USER + "@a.org:443", USER + "@a.org:7443", last + "@a.org:7443", USER
                        + "@a.org:80",
                USER + "@a.org,10.0.0.1", USER + "@b.org");
        List<RelayAddress> addresses = new ArrayList<>();
        for (String text : sorted) {
            addresses.add(RelayAddress.parse(text));
        }
        Collections.shuffle(addresses, random);

        addresses.sort(RelayAddress.OFFICIAL_ORDER);

        assertThat(addresses).extracting(RelayAddress::toString).containsExactlyElementsOf(sorted);
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) value;
        return bytes;
    }
}
