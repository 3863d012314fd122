package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers of {@code config/dist}, with a program in Java's place that tells how it was started. */
class LauncherTest {
    private static final Path DIST = Path.of("../config/dist");
    private static final Path LARGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage");

    @TempDir
    private Path image;

    @BeforeEach
    void assemble() throws IOException, InterruptedException {
        var policies = new ProcessBuilder("sh", "-c", "chrt -p $$ | grep -q SCHED_OTHER && chrt -b 0 true").start();
        assumeThat(policies.waitFor()).as("this machine lets programs choose").isZero();
        Files.createDirectories(image.resolve("lib"));
        Files.createDirectories(image.resolve("bin"));
        Files.copy(DIST.resolve("throughput.sh"), image.resolve("lib/throughput.sh"));
        Path java = image.resolve("java");
        Files.writeString(java, "#!/bin/sh\nchrt -p $$\necho \"LC_ALL=${LC_ALL-}\"\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        for (var launcher : List.of("xftp", "xftp-server")) {
            Path made = image.resolve("bin").resolve(launcher);
            Files.writeString(made,
                    Files.readString(DIST.resolve("bin").resolve(launcher)).replace("@JAVA@", java.toString())
                            .replace("@NATIVES@", "").replace("@CLIENT@", "client").replace("@RELAY@", "relay"));
            assertThat(made.toFile().setExecutable(true)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"xftp, send", "xftp, recv", "xftp, demo", "xftp-server, start"})
    void whatCarriesChunksIsForThroughput(String launcher, String command) throws Exception {
        var started = run(List.of(), launcher, command);

        assertThat(started).anyMatch(line -> line.endsWith("SCHED_BATCH")).endsWith(command);
        assertThat(started.contains("-XX:+UseTransparentHugePages")).isEqualTo(Files.isDirectory(LARGE_PAGES));
    }

    @ParameterizedTest
    @CsvSource({"xftp, info", "xftp-server, init"})
    void whatIsShortStaysAsItIs(String launcher, String command) throws Exception {
        var started = run(List.of(), launcher, command);

        assertThat(started).anyMatch(line -> line.endsWith("SCHED_OTHER")).endsWith(command)
                .doesNotContain("-XX:+UseTransparentHugePages");
    }

    @Test
    void whoAskedForAnotherPolicyKeepsIt() throws Exception {
        assertThat(run(List.of("chrt", "-i", "0"), "xftp", "send")).anyMatch(line -> line.endsWith("SCHED_IDLE"));
    }

    @Test
    void withoutTheToolEverythingElseIsTheSame() throws Exception {
        Path tools = Files.createDirectory(image.resolve("tools"));
        for (var tool : List.of("readlink", "sh")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin").resolve(tool));
        }

        var started = run(List.of("/usr/bin/env", "PATH=" + tools), "xftp", "send");

        assertThat(started).contains("-XX:+UseSerialGC", "LC_ALL=C.UTF-8").endsWith("send");
    }

    @ParameterizedTest
    @CsvSource({"xftp, LC_ALL=C", "xftp, LC_CTYPE=UTF-8", "xftp, LANG=xx_XX.UTF-8", "xftp, LANG=",
        "xftp-server, LANG="})
    void withoutALocaleNamesAreUtf8(String launcher, String variable) throws Exception {
        assertThat(run(withOnly(variable), launcher, "info")).contains("LC_ALL=C.UTF-8");
    }

    /** An image without a Java of its own takes what the machine has. */
    private void javaSays(String release) throws IOException {
        Files.copy(DIST.resolve("java.sh"), image.resolve("lib/java.sh"));
        Path home = Files.createDirectories(image.resolve("jdk/bin"));
        Files.move(image.resolve("java"), home.resolve("java"));
        Files.createSymbolicLink(image.resolve("java"), home.resolve("java"));
        Files.writeString(image.resolve("jdk/release"), release);
        for (var launcher : List.of("xftp", "xftp-server")) {
            Path made = image.resolve("bin").resolve(launcher);
            Files.writeString(made, Files.readString(made).replace("java=\"" + image.resolve("java"),
                    "java=\"${XFTP_JAVA:-java}"));
        }
    }

    private List<String> runWith(String variable, String launcher) throws IOException, InterruptedException {
        return run(List.of("/usr/bin/env", variable), launcher, "info");
    }

    @ParameterizedTest
    @CsvSource({"xftp, 17.0.15", "xftp-server, 24", "xftp, 1.8.0_402"})
    void anOldJavaIsToldInOneLine(String launcher, String version) throws Exception {
        javaSays("IMPLEMENTOR=\"Debian\"\nJAVA_RUNTIME_VERSION=\"x\"\nJAVA_VERSION=\"" + version
                + "\"\nJAVA_VERSION_DATE=\"2025-04-15\"\n");
        Path java = image.resolve("jdk/bin/java");
        var line = launcher + ": needs Java 25, found " + version + " at " + java
                + ": install one or set XFTP_JAVA to its program";

        assertThat(runWith("XFTP_JAVA=" + java, launcher)).containsExactly(line);
        assertThat(runWith("PATH=" + image + ":/usr/bin:/bin", launcher)).as("through the link").containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_VERSION=\"25.0.3\"", "JAVA_VERSION=\"26-ea\"\nX=\"1\"", "JAVA_VERSION=25", "",
        "nonsense\n"})
    void aJavaThatMayDoIsTaken(String release) throws Exception {
        javaSays(release);

        assertThat(runWith("XFTP_JAVA=" + image.resolve("jdk/bin/java"), "xftp")).endsWith("info");
        Files.delete(image.resolve("jdk/release"));
        assertThat(runWith("XFTP_JAVA=" + image.resolve("jdk/bin/java"), "xftp-server")).endsWith("info");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.1", "25.0.2.0.1", "26"})
    void aJavaThatHangsIsTakenWithAWarning(String version) throws Exception {
        javaSays("JAVA_VERSION=\"" + version + "\"\n");

        assertThat(runWith("XFTP_JAVA=" + image.resolve("jdk/bin/java"), "xftp")).endsWith("info")
                .first(STRING).isEqualTo("xftp: warning: transfers can hang for ever with Java " + version
                        + " (JDK-8369227): update it to 25.0.3 or later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3", "25.0.10", "25.0.21", "26.0.1", "27"})
    void aJavaThatDoesNotHangIsTakenInSilence(String version) throws Exception {
        javaSays("JAVA_VERSION=\"" + version + "\"\n");

        assertThat(runWith("XFTP_JAVA=" + image.resolve("jdk/bin/java"), "xftp")).endsWith("info")
                .noneMatch(line -> line.contains("warning"));
    }

    @Test
    void noJavaIsToldInOneLine() throws Exception {
        javaSays("");
        assertThat(runWith("XFTP_JAVA=/nowhere/java", "xftp")).containsExactly(
                "xftp: needs Java 25, found no /nowhere/java: install one or set XFTP_JAVA to its program");
        assertThat(runWith("XFTP_JAVA=no-such-java", "xftp-server")).containsExactly(
                "xftp-server: needs Java 25, found no no-such-java: install one or set XFTP_JAVA to its program");
    }

    @Test
    void aLocaleThatIsThereStays() throws Exception {
        assertThat(run(withOnly("LC_CTYPE=C.UTF-8"), "xftp", "info")).contains("LC_ALL=");
    }

    private static List<String> withOnly(String variable) {
        return List.of("/usr/bin/env", "-u", "LC_ALL", "-u", "LC_CTYPE", "-u", "LANG", variable);
    }

    private List<String> run(List<String> under, String launcher, String command)
            throws IOException, InterruptedException {
        var whole = new ArrayList<>(under);
        Collections.addAll(whole, image.resolve("bin").resolve(launcher).toString(), command);
        Path output = image.resolve("output");
        var process = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }
}
