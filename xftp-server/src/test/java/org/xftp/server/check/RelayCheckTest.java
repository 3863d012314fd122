package org.xftp.server.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.Relay;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.SignatureAlgorithm;

class RelayCheckTest {
    private final Instant start = Instant.now();
    private static final PortProbe FREE = _ -> {};

    @TempDir
    private Path directory = Path.of("");
    private Optional<RelayIdentity> identity = Optional.empty();

    @BeforeEach
    void init() throws Exception {
        identity = Optional.of(new InitRequest(SignatureAlgorithm.ED25519, "relay.example.org",
                directory.resolve("files"), "1mb", true, Optional.empty())
                .run(directories(), start, new SecureRandom()));
        Files.move(etc(IdentityFiles.AUTHORITY_KEY), directory.resolve("ca.key.safe"));
    }

    private RelayDirectories directories() {
        return new RelayDirectories(directory.resolve("etc"), directory.resolve("var"));
    }

    private Path etc(String name) {
        return directory.resolve("etc").resolve(name);
    }

    private void edit(String from, String to) throws IOException {
        var text = Files.readString(etc(RelayIni.FILE));
        assertThat(text).contains(from);
        Files.writeString(etc(RelayIni.FILE), text.replace(from, to));
    }

    private List<Finding> check(Instant now, PortProbe ports) {
        return new RelayCheck(directories(), Map.of(), now, ports, 1L << 30).run();
    }

    private List<String> problems() {
        return problems(start, FREE);
    }

    private List<String> problems(Instant now, PortProbe ports) {
        return check(now, ports).stream().filter(finding -> finding.level() != Finding.Level.OK).map(Finding::line)
                .toList();
    }

    @Test
    void aFreshRelayIsFine() {
        assertThat(problems()).isEmpty();
        assertThat(check(start, FREE)).extracting(Finding::line).contains("ok     file-server.ini is understood",
                "ok     the relay's identity is " + identity.orElseThrow().keyHash().base64Url(),
                "ok     everybody can upload: there is no create_password", "ok     [TRANSPORT] port 443 is free");
        assertThat(directory.resolve("files")).doesNotExist();
    }

    @Test
    void tellsAllMistakesAtOnce() throws IOException {
        edit("port = 443", "prot = 443\ncontrol_port = x");
        Files.delete(etc("server.crt"));

        assertThat(problems()).hasSize(3).satisfiesExactlyInAnyOrder(
                line -> assertThat(line).startsWith("error  file-server.ini, line ")
                        .endsWith("[TRANSPORT] prot is not a known key: did you mean port?"),
                line -> assertThat(line).contains("[TRANSPORT] control_port must be a number from 0 to 65535"),
                line -> assertThat(line).isEqualTo(
                        "error  server.crt is not in " + directory.resolve("etc") + ": run init first"));
    }

    @Test
    void tellsHowLongTheCertificateHolds() {
        assertThat(problems(start.minus(Duration.ofDays(1)), FREE)).singleElement().asString()
                .startsWith("error  server.crt is not a certificate by ca.crt that is valid now: run cert");
        var end = start.plus(Duration.ofDays(999_999 - 7));
        assertThat(problems(end, FREE)).singleElement().asString().startsWith("warn   server.crt is valid until ")
                .endsWith(", for 6 days: run xftp-server cert");
    }

    @Test
    void tellsWhatOneAddressMayHaveOfTheTransfers() throws IOException {
        edit("# transfers = 5000", "transfers = 8");
        assertThat(check(start, FREE)).extracting(Finding::line)
                .anyMatch(line -> line.contains(" and 8 transfers at a time, 2 of them of one address"));
        edit("# transfers_per_address = 1250", "transfers_per_address = off");
        assertThat(check(start, FREE)).extracting(Finding::line)
                .anyMatch(line -> line.contains(" and 8 transfers at a time"))
                .noneMatch(line -> line.contains("of one address"));
    }

    @Test
    void tellsWhoeverCanReadKeys() throws IOException {
        Files.setPosixFilePermissions(etc("server.key"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.copy(directory.resolve("ca.key.safe"), etc("ca.key"));

        assertThat(problems()).containsExactly(
                "warn   ca.key is on this machine: move it to a safe place, the relay runs without it, and who has it"
                        + " can pose as the relay",
                "warn   " + etc("server.key") + " can be read or changed by others: run chmod 600 on it");
    }

    @ParameterizedTest
    @CsvSource({"Permission denied, warn,"
            + " for privileged programs: in a systemd unit set AmbientCapabilities=CAP_NET_BIND_SERVICE",
        "Address already in use, error, cannot be listened on: another program has it"})
    void tellsWhyAPortCannotBeUsed(String reason, String level, String told) {
        assertThat(problems(start, _ -> {
            throw new BindException(reason);
        })).singleElement().asString().startsWith(String.format("%-5s  [TRANSPORT] port 443", level)).contains(told);
    }

    @Test
    void whatIsForPrivilegedProgramsKeepsARelayFromStarting() throws Exception {
        var ini = RelayIni.read(directory.resolve("etc"));

        assertThatThrownBy(() -> new StartCheck(ini, directories(), _ -> {
            throw new BindException("Permission denied");
        }, start).run()).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("[TRANSPORT] port 443 is for privileged programs: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Address already in use", "Permission denied"})
    void aRunningRelayIsNoMistake(String reason) throws Exception {
        var ini = RelayIni.read(directory.resolve("etc"));
        var settings = RelaySettings.of(ini, directories(), identity.orElseThrow(), Optional.empty())
                .withListener("127.0.0.1", 0);
        try (var relay = Relay.start(settings)) {
            assertThat(relay.port()).isPositive();
            assertThat(problems(start, _ -> {
                throw new BindException(reason);
            })).containsExactly("warn   a relay is running on these records: they were not opened");
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void looksAtThePortsOfPagesAndMetrics() throws IOException {
        edit("# http = 8000", "http = 8000");
        edit("# https = 8443", "https = 8443");
        edit("# metrics_port = 9443", "metrics_port = 9443");
        PortProbe taken = address -> {
            if (address.getPort() != 443) {
                throw new BindException("Address already in use");
            }
        };
        assertThat(problems(start, taken)).containsExactly(
                "error  [WEB] http 8000 cannot be listened on: another program has it",
                "error  [MONITORING] metrics_port 9443 cannot be listened on: another program has it");

        edit("# cert = ", "cert = ");
        edit("# key = ", "key = ");
        assertThat(problems(start, taken))
                .contains("error  [WEB] https 8443 cannot be listened on: another program has it");
        edit("https = 8443", "https = 443");
        assertThat(problems(start, taken)).noneMatch(line -> line.contains("https"));
    }

    @Test
    void tellsThatTheHostOfMetricsIsElsewhere() throws IOException {
        edit("# metrics_port = 9443", "metrics_port = 9443");
        edit("# metrics_host = 127.0.0.1", "metrics_host = 192.0.2.1");

        assertThat(problems(start, address -> {
            if (address.getPort() != 443) {
                throw new BindException("Cannot assign requested address");
            }
        })).containsExactly(
                "error  [MONITORING] metrics_port 9443 cannot be listened on: metrics_host is not an address"
                        + " of this machine");
    }

    @Test
    void tellsThatTheClockWasSetBack() throws Exception {
        var ini = RelayIni.read(directory.resolve("etc"));
        Relay.start(RelaySettings.of(ini, directories(), identity.orElseThrow(), Optional.empty())
                .withListener("127.0.0.1", 0)).close();
        Files.setLastModifiedTime(directory.resolve("var/file-server-index.sqlite"),
                FileTime.from(start.plus(Duration.ofDays(40))));

        assertThat(problems()).singleElement().asString().startsWith("warn   the machine's clock says "
                + start.atOffset(ZoneOffset.UTC).toLocalDate() + ", but the records were written on ")
                .endsWith(": set the clock, or chunks expire late");
    }

    @Test
    void tellsADamagedIndex() throws IOException {
        Files.writeString(directory.resolve("var/file-server-index.sqlite"), "no database at all, but long enough"
                .repeat(100));

        assertThat(problems()).containsExactly("error  the store database is not a database: restore it from a copy,"
                + " or move it away to begin anew");
    }

    @Test
    void tellsDirectoriesThatCannotBeUsed() throws IOException {
        Files.writeString(directory.resolve("files"), "");
        Files.delete(directory.resolve("var"));
        Files.writeString(directory.resolve("var"), "");

        assertThat(problems()).containsExactly(
                "error  the log directory " + directory.resolve("var") + " is a file, not a directory",
                "error  [FILES] path " + directory.resolve("files") + " is a file, not a directory");
    }

    @Test
    void comparesTheQuotaWithTheDisk() throws IOException {
        edit("storage_quota = 1mb", "storage_quota = 1000000tb");
        assertThat(problems()).singleElement().asString().startsWith("warn   0 of 1000000tb are stored, ")
                .endsWith(": the disk is full before the quota is; lower storage_quota or make room");

        edit("min_free_disk = 1gb", "min_free_disk = 1000000tb");
        assertThat(problems()).singleElement().asString().endsWith("less than min_free_disk: no uploads are taken");
    }

    @Test
    void tellsWhatIsHardlyMeant() throws IOException {
        edit("storage_quota = 1mb", "storage_quota = 10kb");
        edit("host = relay.example.org", "host =");
        edit("port = 443", "port = 0");
        edit("# control_port = 5226", "control_port = 5226");
        edit("# create_password = choose one", "create_password = hunter2");
        edit("disconnect = off", "disconnect = on\nttl = 60");

        assertThat(problems()).containsExactly("warn   [TRANSPORT] host is not given: the printed address has a gap",
                "warn   [FILES] storage_quota is less than the smallest chunk, 64kb: nothing can be stored",
                "warn   [INACTIVE_CLIENTS] check_interval is longer than ttl: connections stay open for up to both"
                        + " together",
                "warn   [AUTH] create_password is shorter than 12 characters: it can be guessed",
                "warn   [TRANSPORT] control_port is open, but without a password in [AUTH] nobody can do anything"
                        + " there",
                "warn   [TRANSPORT] port 0 means any free one: clients do not find the relay again");
    }

    @Test
    void passwordsOfTheServiceAreLookedAtOnlyThere() throws IOException {
        edit("# create_password = choose one", "create_password_file = ${CREDENTIALS_DIRECTORY}/upload");
        edit("# control_port = 5226", "control_port = 5226");
        edit("[AUTH]", "[AUTH]\ncontrol_port_admin_password_file = /run/credentials/none.service/admin");
        var files = directory.resolve("files");
        Files.writeString(etc(RelayIni.FILE), Files.readString(etc(RelayIni.FILE)).replace("[FILES]", """
                [FILES]
                bodies = s3
                s3_endpoint = http://127.0.0.1:1
                s3_bucket = chunks
                s3_access_key = relay
                s3_secret_key_file = ${CREDENTIALS_DIRECTORY}/s3"""));

        assertThat(problems()).containsExactly(
                "warn   [AUTH] create_password_file is a credential that only the relay's service has: it was not"
                        + " looked at",
                "warn   [AUTH] control_port_admin_password_file is a credential that only the relay's service has: it"
                        + " was not looked at",
                "warn   [FILES] s3_secret_key_file is a credential that only the relay's service has: it was not"
                        + " looked at");
        var service = new RelayCheck(directories(), Map.of("CREDENTIALS_DIRECTORY", files.toString()), start, FREE,
                1L << 30);
        assertThat(service.run()).extracting(Finding::line)
                .filteredOn(line -> line.endsWith("_file names a file that is not there")).hasSize(3)
                .allMatch(line -> line.startsWith("error "));
    }

    @Test
    void tellsThatWebCertificatesAreMissing() throws IOException {
        edit("# cert = ", "cert = ");
        edit("# key = ", "key = ");

        assertThat(problems()).containsExactly(
                "warn   [WEB] cert: " + etc("web.crt") + " is not there, so browsers are not served",
                "warn   [WEB] key: " + etc("web.key") + " is not there, so browsers are not served");
    }
}
