package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyOptionTest {
    private final CliContext context = CliContext.ofProcess();

    @Test
    void theFormsOfAProxy() throws CliException {
        assertThat(ProxyOption.resolve(context, "none")).isEmpty();
        assertThat(ProxyOption.resolve(context, "tor")).hasValueSatisfying(proxy -> {
            assertThat(proxy.host()).isEqualTo("127.0.0.1");
            assertThat(proxy.port()).isEqualTo(9050);
        });
        assertThat(ProxyOption.resolve(context, "socks5://alice:s%20t@[::1]:99")).hasValueSatisfying(proxy -> {
            assertThat(proxy.host()).isEqualTo("::1");
            assertThat(proxy.port()).isEqualTo(99);
            assertThat(proxy.credentials()).hasValueSatisfying(c -> assertThat(c.password()).isEqualTo("s t"));
            assertThat(proxy.toString()).doesNotContain("alice", "s t");
        });
        assertThat(ProxyOption.resolve(context, "socks5h://proxy.example"))
                .hasValueSatisfying(proxy -> assertThat(proxy.port()).isEqualTo(1080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy", "http://proxy:80", "socks4://proxy", "socks5://", "socks5://user@host",
        "socks5://:hunter2@host", "socks5://host:99999", "socks5://u:hunter2@host/path"})
    void anythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> ProxyOption.resolve(context, text))
                .withMessageContaining("--proxy").withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "90s, 90", "15m, 900", "2h, 7200", "1d, 86400", "0, 0"})
    void timesAreReadWithTheirUnits(String text, long seconds) throws CliException {
        assertThat(TimeSpan.parse("--timeout", text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1", "1.5h", "10 m", "1w", "9999999", "36501d", "999999d"})
    void otherTimesAreRefused(String text) {
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> TimeSpan.parse("--timeout", text));
    }
}
