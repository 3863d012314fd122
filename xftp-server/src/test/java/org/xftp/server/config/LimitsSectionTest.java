package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xftp.transport.AdmissionLimits;

class LimitsSectionTest {
    private static final String FILES = "[FILES]\npath = /srv/xftp\nstorage_quota = 20gb\n[LIMITS]\n";

    private static RelayLimits limits(String lines) throws ConfigException {
        return RelayIni.parse(FILES + lines).limits();
    }

    @Test
    void hasStandardLimits() throws ConfigException {
        assertThat(limits("")).isEqualTo(RelayLimits.STANDARD);
    }

    @Test
    void theTemplateShowsTheDefaults() throws ConfigException {
        var request = new InitRequest(SignatureAlgorithm.ED25519, "localhost", Path.of("/srv/xftp"), "1gb", true,
                Optional.empty());
        var text = IniTemplate.write(request, new RelayDirectories(Path.of("/etc/x"), Path.of("/var/x")));
        var limits = text.substring(text.indexOf("[LIMITS]"), text.indexOf("[WEB]")).replaceAll("# ([a-z_]+ = )", "$1");

        for (String key : IniKey.keysOf("LIMITS")) {
            assertThat(limits).contains("\n" + key + " = ");
        }
        assertThat(limits(limits.substring("[LIMITS]".length()))).isEqualTo(RelayLimits.STANDARD);
    }

    @Test
    void takesEveryKey() throws ConfigException {
        var limits = limits("""
                connections = 2000
                connections_per_address = 50
                handshakes_per_second = 30
                handshakes_per_address: 3
                handshake_timeout = 5
                setup_timeout = 10
                block_timeout = 20
                requests_per_connection = 7
                transfers = 99
                transfers_per_address = 9
                upload_timeout = 30
                min_upload_rate = 64kb
                download_timeout = 60
                min_download_rate = 1000
                """);

        assertThat(limits.transport().admission()).isEqualTo(new AdmissionLimits(2000, 50, 30, 3));
        assertThat(limits.transport().handshake()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.transport().setup()).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.transport().streams()).isEqualTo(7);
        assertThat(limits.transport().writeStall()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limits.block()).isEqualTo(Duration.ofSeconds(20));
        assertThat(limits.transfers()).isEqualTo(99);
        assertThat(limits.transfersPerAddress()).isEqualTo(9);
        assertThat(limits.upload()).isEqualTo(new MinimumRate(Duration.ofSeconds(30), 65_536));
        assertThat(limits.download()).isEqualTo(new MinimumRate(Duration.ofSeconds(60), 1000));
    }

    @Test
    void limitsOfAddressesAndHandshakesCanBeOff() throws ConfigException {
        var limits = limits(
                "connections_per_address = off\nhandshakes_per_second = off\nhandshakes_per_address = off\n");

        assertThat(limits.transport().admission()).isEqualTo(new AdmissionLimits(10_000, AdmissionLimits.UNLIMITED,
                AdmissionLimits.UNLIMITED, AdmissionLimits.UNLIMITED));
    }

    @Test
    void lowerTotalsLowerTheDefaultsForAnAddress() throws ConfigException {
        var limits = limits("connections = 20\nhandshakes_per_second = 4\n");

        assertThat(limits.transport().admission()).isEqualTo(new AdmissionLimits(20, 20, 4, 4));
    }

    @Test
    void oneAddressHasAQuarterOfTheTransfers() throws ConfigException {
        assertThat(limits("transfers = 1000\n").transfersPerAddress()).isEqualTo(250);
        assertThat(limits("transfers = 3\n").transfersPerAddress()).isEqualTo(1);
        assertThat(limits("transfers_per_address = off\n").transfersPerAddress()).isEqualTo(AdmissionLimits.UNLIMITED);
        assertThat(limits("connections_per_address = off\n").transfersPerAddress())
                .as("all come from one address").isEqualTo(AdmissionLimits.UNLIMITED);
        assertThat(limits("connections_per_address = off\ntransfers_per_address = 7\n").transfersPerAddress())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            connections = off | line 5: [LIMITS] connections must be a number from 1 to 1000000, not "off"
            connections = 0 | line 5: [LIMITS] connections must be a number from 1 to 1000000, not "0"
            connections_per_address = no | line 5: [LIMITS] connections_per_address must be a number from 1 to 1000000, or off, not "no"
            connections_per_address = 20000 | line 5: [LIMITS] connections_per_address must not be more than connections
            handshakes_per_address = 201 | line 5: [LIMITS] handshakes_per_address must not be more than handshakes_per_second
            transfers_per_address = 5001 | line 5: [LIMITS] transfers_per_address must not be more than transfers
            handshake_timeout = 0 | line 5: [LIMITS] handshake_timeout must be a number from 1 to 86400, not "0"
            handshake_timeout = 121 | line 5: [LIMITS] handshake_timeout is in contradiction to the default of setup_timeout, which must not be less than handshake_timeout
            setup_timeout = 59 | line 5: [LIMITS] setup_timeout must not be less than handshake_timeout
            requests_per_connection = 101 | line 5: [LIMITS] requests_per_connection must be a number from 1 to 100, not "101"
            min_upload_rate = off | line 5: [LIMITS] min_upload_rate must be bytes a second, such as 16kb, not "off"
            min_download_rate = 2gb | line 5: [LIMITS] min_download_rate must be bytes a second, such as 16kb, not "2gb"
            block_timout = 1 | line 5: [LIMITS] block_timout is not a known key: did you mean block_timeout?
            """)
    void namesWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> limits(line)).isInstanceOf(ConfigException.class)
                .hasMessage("file-server.ini, " + message);
    }

    @Test
    void aSmallHeapLowersTheLimits() {
        var limits = RelayLimits.STANDARD.within(192L << 20);

        assertThat(limits.transport().admission().connections()).isEqualTo((192 << 20) / 3 / (48 << 10));
        assertThat(limits.transport().bufferedBytes()).isEqualTo((192L << 20) / 5);
        assertThat(limits.transfers()).isEqualTo(384);
        assertThat(limits.transfersPerAddress()).isEqualTo(96);
        assertThat(RelayLimits.STANDARD.within(64L << 30).transport().admission())
                .isEqualTo(RelayLimits.STANDARD.transport().admission());
        assertThat(RelayLimits.STANDARD.withTransfers(3).within(192L << 20).transfers()).isEqualTo(3);
    }
}
