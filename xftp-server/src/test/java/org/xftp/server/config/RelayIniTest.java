package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.Password;

class RelayIniTest {
    private static final String FILES = "[FILES]\npath = /srv/xftp\nstorage_quota = 20gb\n";

    @Test
    void readsTheOfficialFile() throws ConfigException {
        var ini = RelayIni.read(Path.of("src/test/resources/reference-relay-etc"));

        assertThat(ini.hosts()).containsExactly("localhost");
        assertThat(ini.port()).isEqualTo(7445);
        assertThat(ini.controlPort()).contains(7446);
        assertThat(ini.files()).isEqualTo(Path.of("/srv/xftp"));
        assertThat(ini.storageQuota()).isEqualTo(1L << 30);
        assertThat(ini.newFiles()).isTrue();
        assertThat(ini.createPassword()).isEmpty();
        assertThat(ini.controlAdmin().orElseThrow().matches("admin-secret")).isTrue();
        assertThat(ini.controlUser().orElseThrow().matches("user-secret")).isTrue();
        assertThat(ini.expireAfter()).contains(Duration.ofDays(2));
        assertThat(ini.monitoring().dailyLog()).isTrue();
        assertThat(ini.monitoring().metricsFile()).contains(Duration.ofSeconds(2));
        assertThat(ini.inactivity()).isEmpty();
        assertThat(ini.web().staticPath()).contains(Path.of("/var/opt/simplex-xftp/www"));
        assertThat(ini.web().certificate()).isEmpty();
    }

    @Test
    void hasTheOfficialDefaults() throws ConfigException {
        var ini = RelayIni.parse(FILES);

        assertThat(ini.hosts()).isEmpty();
        assertThat(ini.port()).isEqualTo(443);
        assertThat(ini.controlPort()).isEmpty();
        assertThat(ini.newFiles()).isTrue();
        assertThat(ini.controlAdmin()).isEmpty();
        assertThat(ini.expireAfter()).contains(Duration.ofDays(2));
        assertThat(ini.monitoring().metricsFile()).isEmpty();
        assertThat(ini.inactivity()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"port = 5443", "port: 5443", "port=5443", "  port :5443  ", "port = 5443\r"})
    void takesBothSeparatorsAndAnySpacing(String line) throws ConfigException {
        assertThat(RelayIni.parse(FILES + "[TRANSPORT]\n" + line + "\n").port()).isEqualTo(5443);
    }

    @Test
    void takesEveryKnownKey() throws ConfigException {
        var ini = RelayIni.parse("\uFEFF" + FILES + """
                [INFORMATION]
                source_code: https://example.org/source
                operator =
                hosting_type = virtual
                [STORE_LOG]
                enable: off
                store_files: memory
                db_connection = postgresql://xftp@/xftp_server_store
                db_schema = xftp_server
                db_pool_size = 10
                db_store_log = off
                expire_files_hours = off
                log_stats = off
                [AUTH]
                new_files = off
                create_password = pw1
                [TRANSPORT]
                host = relay.example.org, abc.onion
                log_tls_errors = on
                [INACTIVE_CLIENTS]
                disconnect = on
                ttl = 60
                check_interval = 10
                [WEB]
                http = 8000
                https = 443
                cert = /etc/web.crt
                key = /etc/web.key
                required = on
                """);

        assertThat(ini.hosts()).containsExactly("relay.example.org", "abc.onion");
        assertThat(ini.storeLog()).isFalse();
        assertThat(ini.newFiles()).isFalse();
        assertThat(ini.createPassword()).contains(Password.of("pw1"));
        assertThat(ini.expireAfter()).isEmpty();
        assertThat(ini.monitoring().logTlsErrors()).isTrue();
        assertThat(ini.inactivity()).contains(new Inactivity(Duration.ofSeconds(60), Duration.ofSeconds(10)));
        assertThat(ini.web()).isEqualTo(new RelayIni.WebIni(Optional.empty(), Optional.of(8000), Optional.of(443),
                Optional.of(Path.of("/etc/web.crt")), Optional.of(Path.of("/etc/web.key")), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TRANSPORT | port = 99999 | line 5: [TRANSPORT] port must be a number from 0 to 65535, not "99999"
            TRANSPORT | port = | line 5: [TRANSPORT] port must be a number from 0 to 65535, not ""
            TRANSPORT | port = -1 | line 5: [TRANSPORT] port must be a number from 0 to 65535, not "-1"
            TRANSPORT | control_port = off | line 5: [TRANSPORT] control_port must be a number from 0 to 65535, not "off"
            TRANSPORT | control_port = 443 | line 5: [TRANSPORT] control_port must not be 443, which [TRANSPORT] port is
            WEB | http = 443 | line 5: [WEB] http must not be 443, which [TRANSPORT] port is
            MONITORING | metrics_port = 0443 | line 5: [MONITORING] metrics_port must not be 443, which [TRANSPORT] port is
            TRANSPORT | prot = 443 | line 5: [TRANSPORT] prot is not a known key: did you mean port?
            TRANSPORT | Port = 443 | line 5: [TRANSPORT] Port is not a known key: did you mean port?
            TRANSPORT | port | line 5: neither a [SECTION] nor key = value
            TRANSPORT | = 443 | line 5: neither a [SECTION] nor key = value
            TRANSPORT | [AUTH | line 5: a section must end with ]
            TRANSPORTS | port = 443 | line 5: [TRANSPORTS] is not a known section: did you mean TRANSPORT?
            AUTH | new_files = yes | line 5: [AUTH] new_files must be on or off, not "yes"
            AUTH | create_password = geheim:wort | line 5: [AUTH] create_password must be printable ASCII characters without blanks, '@', ':' and '/'
            AUTH | create_password = | line 5: [AUTH] create_password must be printable ASCII characters without blanks, '@', ':' and '/'
            AUTH | create_password = ge heim | line 5: [AUTH] create_password must be printable ASCII characters without blanks, '@', ':' and '/'
            AUTH | control_port_user_password = two words | line 5: [AUTH] control_port_user_password must be a password without blanks
            STORE_LOG | expire_files_hours = 0 | line 5: [STORE_LOG] expire_files_hours must be a number of hours, or off, not "0"
            STORE_LOG | expire_files_hours = two days and a half, but rather more than less | line 5: [STORE_LOG] expire_files_hours must be a number of hours, or off, not "two days and a half, but rather more tha..."
            STORE_LOG | enable = true | line 5: [STORE_LOG] enable must be on or off, not "true"
            STORE_LOG | store_files = postgres | line 5: [STORE_LOG] store_files must be memory or database, not "postgres"
            INACTIVE_CLIENTS | ttl = 0 | line 5: [INACTIVE_CLIENTS] ttl must be a number from 1 to 1000000000, not "0"
            FILES | path = /elsewhere | line 5: [FILES] path is given twice, first in line 2
            """)
    void namesWhatIsWrong(String section, String line, String message) {
        assertThatThrownBy(() -> RelayIni.parse(FILES + "[" + section + "]\n" + line + "\n"))
                .isInstanceOf(ConfigException.class).hasMessage("file-server.ini, " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TRANSPORT control_port = 9000 | WEB http = 9000 | [WEB] http must not be 9000, which [TRANSPORT] control_port is
            TRANSPORT control_port = 9000 | MONITORING metrics_port = 9000 | [MONITORING] metrics_port must not be 9000, which [TRANSPORT] control_port is
            WEB http = 9000 | MONITORING metrics_port = 9000 | [MONITORING] metrics_port must not be 9000, which [WEB] http is
            TRANSPORT port = 9000 | MONITORING metrics_port = 9000 | [MONITORING] metrics_port must not be 9000, which [TRANSPORT] port is
            """)
    void namesBothServicesOnOnePort(String one, String other, String message) {
        assertThatThrownBy(() -> RelayIni.parse(FILES + lines(one) + lines(other)))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .containsExactly("file-server.ini, line 7: " + message));
    }

    private static String lines(String sectionAndLine) {
        return "[" + sectionAndLine.replaceFirst(" ", "]\n") + "\n";
    }

    @Test
    void namesHttpsOnThePortOfAnotherOnlyWhereItIsServed() throws ConfigException {
        var ports = FILES + "[TRANSPORT]\nport = 9000\n[WEB]\nhttp = 8000\nhttps = 8000\n";
        assertThat(RelayIni.parse(ports).web().https()).contains(8000);
        assertThatThrownBy(() -> RelayIni.parse(ports + "cert = a\nkey = b\n"))
                .hasMessage("file-server.ini, line 8: [WEB] https must not be 8000, which [WEB] http is");
        assertThat(RelayIni.parse(ports.replace("https = 8000", "https = 9000\ncert = a\nkey = b")).web().https())
                .as("the relay's own port").contains(9000);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1,''", "::1,''", "0.0.0.0,[TRANSPORT] control_port", "localhost,[TRANSPORT] control_port"})
    void takesOnePortOnDifferentAddresses(String metricsHost, String taken) throws ConfigException {
        var text = FILES + "[TRANSPORT]\ncontrol_port = 9000\n[MONITORING]\nmetrics_port = 9000\nmetrics_host = "
                + metricsHost + "\n";
        if (taken.isEmpty()) {
            assertThat(RelayIni.parse(text).controlPort()).contains(9000);
        } else {
            assertThatThrownBy(() -> RelayIni.parse(text)).hasMessageEndingWith("must not be 9000, which " + taken
                    + " is");
        }
    }

    @Test
    void takesAnyFreePortForSeveral() throws ConfigException {
        assertThat(RelayIni.parse(FILES + "[TRANSPORT]\nport = 0\ncontrol_port = 0\n[MONITORING]\nmetrics_port = 0\n")
                .port()).isZero();
    }

    @Test
    void namesEveryMistakeInTheOrderOfLines() {
        assertThatThrownBy(() -> RelayIni.parse("""
                [FILES]
                pth = /srv/xftp
                storage_quota = lots
                min_free_disk = 5%
                nonsense
                [STORE_LOGS]
                enable = on
                expire_files_hours = 1
                [TRANSPORT]
                port = x
                port = 1
                """)).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.problems()).containsExactly(
                    "file-server.ini, line 2: [FILES] pth is not a known key: did you mean path?",
                    "file-server.ini, line 3: [FILES] storage_quota must be a size such as 20gb, not \"lots\"",
                    "file-server.ini, line 4: [FILES] min_free_disk must be a size such as 1gb, or off, not \"5%\"",
                    "file-server.ini, line 5: neither a [SECTION] nor key = value",
                    "file-server.ini, line 7: [STORE_LOGS] is not a known section: did you mean STORE_LOG?",
                    "file-server.ini, line 10: [TRANSPORT] port must be a number from 0 to 65535, not \"x\"",
                    "file-server.ini, line 11: [TRANSPORT] port is given twice, first in line 10",
                    "file-server.ini, [FILES] path is missing");
            assertThat(e).hasMessage(e.problems().getFirst() + " (and 7 more: run xftp-server check)");
        });
    }

    @ParameterizedTest
    @CsvSource({"min_free_disk = 500mb,524288000", "min_free_disk = off,0", "# min_free_disk = 5gb,1073741824"})
    void leavesAPartOfTheDiskFree(String line, long bytes) throws ConfigException {
        assertThat(RelayIni.parse(FILES + line + "\n").minFreeDisk()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            storage_quota = 1gb | [FILES] path is missing
            path = /srv/xftp | [FILES] storage_quota is missing
            """)
    void namesWhatIsMissing(String line, String message) {
        assertThatThrownBy(() -> RelayIni.parse("[FILES]\n" + line)).isInstanceOf(ConfigException.class)
                .hasMessage("file-server.ini, " + message);
    }

    @Test
    void refusesAKeyBeforeTheFirstSection() {
        assertThatThrownBy(() -> RelayIni.parse("# relay\nport = 1\n" + FILES)).isInstanceOf(ConfigException.class)
                .hasMessage("file-server.ini, line 2: port stands before the first [SECTION]");
    }

    @Test
    void saysWhereTheFileShouldBe(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> RelayIni.read(directory)).isInstanceOf(ConfigException.class)
                .hasMessage("file-server.ini is not in " + directory + ": run init first");

        Files.write(directory.resolve("file-server.ini"), new byte[]{'[', (byte) 0xff, ']'});
        assertThatThrownBy(() -> RelayIni.read(directory)).isInstanceOf(ConfigException.class)
                .hasMessage("file-server.ini in " + directory + " cannot be read as UTF-8 text");
    }

    @Test
    void doesNotPrintPasswords() throws ConfigException {
        var ini = RelayIni.parse(FILES + "[AUTH]\ncreate_password = geheim\ncontrol_port_admin_password = geheim\n");

        assertThat(ini.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({"307200,307200", "300kb,307200", "100mb,104857600", "20gb,21474836480", "20 GB,21474836480",
        "2tb,2199023255552", "1,1"})
    void readsSizes(String text, long bytes) {
        assertThat(StorageSize.parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1023,1023", "1024,1kb", "1536,1kb", "104857600,100mb", "21474836480,20gb",
        "9223372036854775807,8388607tb"})
    void writesSizes(long bytes, String text) {
        assertThat(StorageSize.format(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0gb", "gb", "-1gb", "1.5gb", "20g", "20gib", "20  gb", "9999999999tb",
        "99999999999999999999"})
    void refusesOtherSizes(String text) {
        assertThat(StorageSize.parse(text)).isEmpty();
    }
}
