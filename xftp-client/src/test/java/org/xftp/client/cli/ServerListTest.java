package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.description.RelayAddress;

class ServerListTest {
    private static final String KEY = "A".repeat(43) + "=";
    private static final String ONE = "xftp://" + KEY + "@one.example.org";
    private static final String TWO = "xftp://" + KEY + ":pass@two.example.org:5443";
    private static final String THREE = "xftp://" + KEY + "@three.example.org";

    @TempDir
    private Path directory = Path.of("");
    private final List<String> warnings = new ArrayList<>();
    private FakeContext context = new FakeContext(directory);

    @BeforeEach
    void context() {
        context = new FakeContext(directory);
    }

    @Test
    void theOptionComesFirst() throws CliException {
        context.variable("XFTP_SERVERS", THREE);
        assertThat(hosts(ONE + ";" + TWO)).containsExactly("one.example.org", "two.example.org");
    }

    @Test
    void thenTheVariable() throws CliException, IOException {
        write(directory.resolve("home/.config/xftp/servers"), ONE);
        context.variable("XFTP_SERVERS", TWO + "; " + THREE + ";");
        assertThat(hosts(null)).containsExactly("two.example.org", "three.example.org");
    }

    @Test
    void thenTheFileWithComments() throws CliException, IOException {
        write(directory.resolve("home/.config/xftp/servers"), "# mine\n\n  " + ONE + "\n" + TWO + "\n");
        assertThat(hosts(null)).containsExactly("one.example.org", "two.example.org");
    }

    @Test
    void theFileLiesWhereXdgSays() throws CliException, IOException {
        Path config = directory.resolve("config").toAbsolutePath();
        write(config.resolve("xftp/servers"), THREE);
        context.variable("XDG_CONFIG_HOME", config.toString());
        assertThat(hosts(null)).containsExactly("three.example.org");
    }

    @Test
    void theSameRelayTwiceCountsOnce() throws CliException {
        assertThat(hosts(ONE + ";" + ONE)).containsExactly("one.example.org");
    }

    @Test
    void withoutAnyTheUserIsToldWhereToNameThem() {
        assertUsage(null).contains("-s", "XFTP_SERVERS", "home/.config/xftp/servers");
    }

    @Test
    void aBadAddressIsNamedByItsPlaceAndNotRepeated() {
        assertUsage(ONE + ";xftp://secret@").contains("relay 2 in -s").doesNotContain("secret");
    }

    @Test
    void anEmptyListIsAnError() {
        assertUsage(" ; ").contains("no relay address in -s");
    }

    @Test
    void theNamedFileComesBeforeTheVariables() throws CliException, IOException {
        context.variable("XFTP_SERVERS", THREE);
        write(directory.resolve("mine"), "# mine\n\n" + ONE + "  # the fast one\r\n" + THREE);
        assertThat(hostsOf(fromFile("mine"))).containsExactly("one.example.org", "three.example.org");
        assertThat(warnings).isEmpty();
    }

    @Test
    void theNamedFileOfTheEnvironmentComesBehindItsList() throws CliException, IOException {
        write(directory.resolve("mine"), ONE);
        write(directory.resolve("home/.config/xftp/servers"), THREE);
        context.variable("XFTP_SERVERS_FILE", "mine");
        assertThat(hosts(null)).containsExactly("one.example.org");
        context.variable("XFTP_SERVERS", TWO);
        assertThat(hosts(null)).containsExactly("two.example.org");
    }

    @Test
    void aBadLineIsNamedByItsNumberAndNotRepeated() throws IOException {
        write(directory.resolve("mine"), "# mine\n" + ONE + "\n\nxftp://secret@\n");
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> fromFile("mine"))
                .withMessageContaining("mine line 4: ").withMessageNotContaining("secret")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void aFileThatIsMissingOrNoListIsTold() throws IOException {
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> fromFile("mine"))
                .withMessageContaining("there is no file")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DISK));
        write(directory.resolve("mine"), "# none\n");
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> fromFile("mine"))
                .withMessageContaining("no relay address");
        write(directory.resolve("mine"), "#".repeat((1 << 20) + 1));
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> fromFile("mine"))
                .withMessageContaining("too large");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> new ServerList(context.context(), warnings::add).resolve(ONE, "mine"))
                .withMessageContaining("either");
    }

    @Test
    void aFileWithPasswordsThatAllCanReadIsWarnedOf() throws CliException, IOException {
        Path file = directory.resolve("mine");
        write(file, TWO);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        fromFile("mine");
        assertThat(warnings).singleElement().asString().contains("chmod 600").doesNotContain("pass@");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        fromFile("mine");
        assertThat(warnings).hasSize(1);
    }

    private List<RelayAddress> fromFile(String name) throws CliException {
        return new ServerList(context.context(), warnings::add).resolve(null, name);
    }

    private org.assertj.core.api.AbstractStringAssert<?> assertUsage(@Nullable String option) {
        CliException[] thrown = new CliException[1];
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> new ServerList(context.context(), warnings::add).resolve(option, null))
                .satisfies(e -> thrown[0] = e);
        assertThat(thrown[0].exitCode()).isEqualTo(ExitCode.USAGE);
        return assertThat(String.valueOf(thrown[0].getMessage()));
    }

    private List<String> hosts(@Nullable String option) throws CliException {
        return hostsOf(new ServerList(context.context(), warnings::add).resolve(option, null));
    }

    private static List<String> hostsOf(List<RelayAddress> relays) {
        return relays.stream().map(RelayAddress::hosts).map(hosts -> hosts.getFirst().text()).toList();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
