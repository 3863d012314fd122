package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.server.config.RelayDirectories;

/** What the files in {@code config} say of the programs, the build and each other must stay true. */
class PackagingTest {
    private static final Path TOP = Path.of("..");
    private static final Path CONFIG = TOP.resolve("config");

    @ParameterizedTest
    @ValueSource(strings = {"dist/bin/xftp", "dist/bin/xftp-server"})
    void launchersNameClassesThatExist(String launcher) throws IOException {
        var names = Pattern.compile("\\borg\\.xftp\\.[\\w.]+").matcher(read(launcher)).results().map(MatchResult::group)
                .toList();

        assertThat(names).isNotEmpty().allSatisfy(name -> {
            var source = name.replace('.', '/') + ".java";
            assertThat(TOP.resolve("xftp-server/src/main/java").resolve(source)).matches(path -> Files.exists(path)
                    || Files.exists(TOP.resolve("xftp-client/src/main/java").resolve(source)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd/xftp-server.service", "dist/debian/postinst", "dist/debian/postrm",
        "docker/Dockerfile", "docker/compose.yaml"})
    void packagesUseTheDefaultDirectories(String file) throws Exception {
        var defaults = RelayDirectories.of(Map.of());

        assertThat(read(file)).contains(defaults.configuration().toString(), defaults.log().toString(), "/srv/xftp");
    }

    @Test
    void theServiceStartsWhatThePackageInstalls() throws IOException {
        assertThat(read("dist/pom.xml")).contains("<linkName>" + find("systemd/xftp-server.service",
                "(?m)^ExecStart=(\\S+) start$") + "</linkName>");
        assertThat(find("systemd/xftp-server.service", "(?m)^EnvironmentFile=-(\\S+)$"))
                .isEqualTo(find("dist/pom.xml", "<dst>(/etc/[^<]+)</dst>"));
    }

    @Test
    void prometheusScrapesThePortOfTheExample() throws IOException {
        var port = find("file-server.ini", "(?m)^#metrics_port = (\\d+)$");

        assertThat(find("prometheus/prometheus.yml", "metrics_port = (\\d+)")).isEqualTo(port);
        assertThat(find("prometheus/prometheus.yml", "127[.]0[.]0[.]1:(\\d+)")).isEqualTo(port);
    }

    @Test
    void packagedFilesHaveTheTimeOfTheBuild() throws IOException {
        var time = Instant.parse(find("../pom.xml", "<project.build.outputTimestamp>([^<]+)<"));

        assertThat(find("dist/pom.xml", "<image.seconds>(\\d+)<")).isEqualTo("" + time.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dist/debian/postinst", "dist/debian/prerm", "dist/debian/postrm", "dist/assemble.sh",
        "dist/rehearse.sh",
        "dist/bin/xftp", "dist/bin/xftp-server", "docker/entrypoint", "backup/xftp-backup",
        "compose/setup", "compose/secrets.sh"})
    void scriptsAreExecutable(String script) throws IOException {
        assertThat(CONFIG.resolve(script)).isExecutable();
        assertThat(read(script)).startsWith("#!/");
    }

    @Test
    void thePackageLetsTheBackupRun() throws IOException {
        assertThat(find("dist/pom.xml", "<includes>examples/backup/\\*\\*</includes>(?:(?!</data>)[\\s\\S])*"
                + "<filemode>(\\d+)</filemode>")).isEqualTo("755");
    }

    private static String read(String file) throws IOException {
        return Files.readString(CONFIG.resolve(file));
    }

    private static String find(String file, String pattern) throws IOException {
        var found = Pattern.compile(pattern).matcher(read(file));
        assertThat(found.find()).as("%s in %s", pattern, file).isTrue();
        return found.group(1);
    }
}
