package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.Password;

class PasswordSourcesTest {
    private static final String FILES = "[FILES]\npath = /srv/xftp\nstorage_quota = 20gb\n[AUTH]\n";

    @TempDir
    private Path directory = Path.of("");

    private RelayIni ini(String lines, Map<String, String> environment) throws ConfigException {
        return RelayIni.parse(FILES + lines.replace("@HERE@", directory.toString()), directory, environment);
    }

    private void write(String name, String content, String mode) throws IOException {
        Files.writeString(directory.resolve(name), content);
        Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString(mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@HERE@/secret", "secret", "${CREDENTIALS_DIRECTORY}/secret"})
    void comeFromFiles(String file) throws Exception {
        write("secret", "correct-horse-battery\n", "rw-r-----");

        var ini = ini("create_password_file = " + file + "\ncontrol_port_admin_password_file: " + file
                + "\ncontrol_port_user_password_file = " + file + "\n",
                Map.of("CREDENTIALS_DIRECTORY", directory.toString()));

        assertThat(ini.createPassword()).contains(Password.of("correct-horse-battery"));
        assertThat(ini.controlAdmin().orElseThrow().matches("correct-horse-battery")).isTrue();
        assertThat(ini.controlUser().orElseThrow().matches("correct-horse-battery")).isTrue();
    }

    @Test
    void comeFromTheEnvironment() throws ConfigException {
        var ini = ini("", Map.of("XFTP_CREATE_PASSWORD", "one", "XFTP_CONTROL_PORT_ADMIN_PASSWORD", "two",
                "XFTP_CONTROL_PORT_USER_PASSWORD", "three"));

        assertThat(ini.createPassword()).contains(Password.of("one"));
        assertThat(ini.controlAdmin().orElseThrow().matches("two")).isTrue();
        assertThat(ini.controlUser().orElseThrow().matches("three")).isTrue();
    }

    @Test
    void oneThatIsReadableByAllIsRefused() throws IOException {
        write("secret", "geheim", "rw-r--r--");

        assertThatThrownBy(() -> ini("create_password_file = secret\n", Map.of())).hasMessage(
                "file-server.ini, line 5: [AUTH] create_password_file names a file that everybody can read: take that"
                        + " away with chmod o=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create_password_file = none | line 5: [AUTH] create_password_file names a file that is not there
            create_password_file = @HERE@ | line 5: [AUTH] create_password_file names a file that cannot be read
            create_password_file = ${CREDENTIALS_DIRECTORY}/x | line 5: [AUTH] create_password_file names ${CREDENTIALS_DIRECTORY}/, which only services of systemd with LoadCredential= have
            create_password_file = empty | line 5: [AUTH] create_password_file names a file that must hold printable ASCII characters without blanks, '@', ':' and '/'
            control_port_user_password_file = lines | line 5: [AUTH] control_port_user_password_file names a file that must hold a password without blanks
            create_password_file = long | line 5: [AUTH] create_password_file names a file that is too long for a password
            """)
    void namesWhatIsWrong(String line, String message) throws IOException {
        write("empty", "", "rw-------");
        write("lines", "one\ntwo\n", "rw-------");
        write("long", "x".repeat(5000), "rw-------");

        assertThatThrownBy(() -> ini(line, Map.of())).isInstanceOf(ConfigException.class)
                .hasMessage("file-server.ini, " + message);
    }

    @Test
    void comeFromOnePlaceOnly() throws IOException {
        write("secret", "geheim-aus-datei", "rw-------");

        assertThatThrownBy(() -> ini("create_password = geheim\ncreate_password_file = secret\n",
                Map.of("XFTP_CREATE_PASSWORD", "geheim"))).isInstanceOfSatisfying(ConfigException.class,
                        e -> assertThat(e.problems()).containsExactly(
                                "file-server.ini, line 5: [AUTH] create_password and the environment variable"
                                        + " XFTP_CREATE_PASSWORD are both given: keep one",
                                "file-server.ini, line 6: [AUTH] create_password_file and create_password are both"
                                        + " given: keep one",
                                "file-server.ini, line 6: [AUTH] create_password_file and the environment variable"
                                        + " XFTP_CREATE_PASSWORD are both given: keep one"));
    }

    @Test
    void doNotStandInMessages() {
        assertThatThrownBy(() -> ini("", Map.of("XFTP_CREATE_PASSWORD", "ge heim"))).hasMessage(
                "file-server.ini, the environment variable XFTP_CREATE_PASSWORD must be printable ASCII characters"
                        + " without blanks, '@', ':' and '/'");
    }
}
