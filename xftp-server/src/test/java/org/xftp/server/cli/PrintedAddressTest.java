package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xftp.protocol.crypto.KeyHash;

class PrintedAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relay.example.org | 443 | relay.example.org
            relay.example.org | 7443 | relay.example.org:7443
            relay.example.org,abc.onion | 443 | relay.example.org,abc.onion
            2001:db8::1 | 7443 | [2001:db8::1]:7443
            """)
    void namesHostsAndAnUnusualPort(String hosts, int port, String printed) {
        assertThat(PrintedAddress.of(KeyHash.of(new byte[32]), List.of(hosts.split(",")), port))
                .isEqualTo("xftp://AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=@" + printed);
    }

    @ParameterizedTest
    @CsvSource("443, <hostnames>")
    void leavesAGapForHostsThatItDoesNotKnow(int port, String printed) {
        assertThat(PrintedAddress.of(KeyHash.of(new byte[32]), List.of(), port)).endsWith("@" + printed);
    }
}
