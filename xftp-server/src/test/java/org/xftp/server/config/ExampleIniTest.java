package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code config/file-server.ini} shows every setting; those that are off stand behind a # without a blank. */
class ExampleIniTest {
    private static final Path EXAMPLE = Path.of("../config/file-server.ini");
    private static final Pattern SECTION = Pattern.compile("(?m)^\\[(\\w+)]\n([^\\[]*)");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void isAValidConfigurationAsItStands() throws Exception {
        var ini = RelayIni.parse(Files.readString(EXAMPLE));

        assertThat(ini.files()).isEqualTo(Path.of("/srv/xftp"));
        assertThat(ini.port()).isEqualTo(RelayIni.DEFAULT_PORT);
    }

    @ParameterizedTest
    @EnumSource(IniKey.class)
    void showsEveryKeyWithAValueThatIsAccepted(IniKey key) throws Exception {
        var shown = shown(key);

        assertThat(shown).as("%s is missing in config/file-server.ini", key.place()).isPresent();
        var files = switch (key) {
            case PATH -> "[FILES]\nstorage_quota = 20gb\n";
            case STORAGE_QUOTA -> "[FILES]\npath = /srv/xftp\n";
            case BODIES_FROM -> "[FILES]\npath = /srv/xftp\nstorage_quota = 20gb\nbodies = s3\ns3_bucket = xftp\n";
            default -> "[FILES]\npath = /srv/xftp\nstorage_quota = 20gb\n";
        };
        RelayIni.parse(files + "[" + key.section() + "]\n" + withPasswordFile(shown.orElseThrow()) + "\n");
    }

    /** The files that the example names are not on this machine. */
    private String withPasswordFile(String line) throws IOException {
        var name = line.replaceFirst("/run/credentials/xftp-server[.]service/", "");
        if (name.equals(line)) {
            return line;
        }
        var file = directory.resolve("password");
        Files.writeString(file, "long-enough-secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return line.replaceFirst("= .*", "= " + file);
    }

    private static Optional<String> shown(IniKey key) throws IOException {
        var line = Pattern.compile("(?m)^#?(" + key.key() + " = .*)$");
        return SECTION.matcher(Files.readString(EXAMPLE)).results()
                .filter(section -> section.group(1).equals(key.section()))
                .flatMap(section -> line.matcher(section.group(2)).results()).map((MatchResult found) -> found.group(1))
                .findFirst();
    }
}
