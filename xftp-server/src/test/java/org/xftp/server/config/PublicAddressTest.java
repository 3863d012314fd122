package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.KeyHash;

class PublicAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relay.example.org | 443 | relay.example.org
            relay.example.org | 7443 | relay.example.org:7443
            relay.example.org,abc.onion | 443 | relay.example.org,abc.onion
            2001:db8::1 | 7443 | [2001:db8::1]:7443
            """)
    void namesHostsAndAnUnusualPort(String hosts, int port, String printed) {
        assertThat(new PublicAddress(KeyHash.of(new byte[32]), List.of(hosts.split(",")), port))
                .hasToString("xftp://AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=@" + printed);
    }

    @ParameterizedTest
    @CsvSource("443, <hostnames>")
    void leavesAGapForHostsThatItDoesNotKnow(int port, String printed) {
        var address = new PublicAddress(KeyHash.of(new byte[32]), List.of(), port);
        assertThat(address.toString()).endsWith("@" + printed);
        assertThat(address.isComplete()).isFalse();
    }

    @Test
    void showsThePasswordOnlyWhenAsked() {
        var address = new PublicAddress(KeyHash.of(new byte[32]), List.of("relay.example.org"), 443);
        assertThat(address.withPassword(Password.of("pw1")))
                .isEqualTo("xftp://AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:pw1@relay.example.org");
        assertThat(address.toString()).doesNotContain("pw1");
    }
}
