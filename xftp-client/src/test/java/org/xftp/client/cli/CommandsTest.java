package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.TestFiles;
import org.xftp.client.TestRelays;
import org.xftp.client.TransferListener;
import org.xftp.client.UploadResult;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.state.FileTransferStore;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.description.DescriptionLink;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;

/** The commands against real relays, one of which wants a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class CommandsTest {
    @TempDir
    private Path directory = Path.of("");
    private TestRelays running = new TestRelays(directory);
    private String servers = "";
    private FakeContext xftp = new FakeContext(directory);

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        running = TestRelays.start(home, 1);
        Password password = Password.of("s3cret");
        RelayAddress closed = running.add(settings -> settings.withCreatePassword(password));
        servers = running.addresses().getFirst() + ";" + closed.withPassword(password).textWithPassword();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @BeforeEach
    void context() {
        xftp = new FakeContext(directory).variable("XFTP_SERVERS", servers);
    }

    @Test
    void sendsReceivesAndDeletes() throws IOException {
        TestFiles.write(directory.resolve("photo.jpg"), 400_000);

        assertThat(xftp.run("send", "photo.jpg", "-n", "3")).as(xftp.err()).isZero();

        Path folder = directory.resolve("photo.jpg.xftp");
        assertThat(TestFiles.list(folder)).containsExactlyInAnyOrder(folder.resolve("rcv1.xftp"),
                folder.resolve("rcv2.xftp"), folder.resolve("rcv3.xftp"), folder.resolve("snd.xftp.private"),
                folder.resolve("snd-link.xftp.private"));
        assertThat(permissions(folder)).isEqualTo("rwx------");
        for (Path file : TestFiles.list(folder)) {
            assertThat(permissions(file)).isEqualTo("rw-------");
            assertThat(file).content().doesNotContain("s3cret");
        }
        assertThat(xftp.out()).contains(folder.resolve("rcv3.xftp").toString(), "simplex:/file#/?desc=");

        assertThat(xftp.run("recv", "photo.jpg.xftp/rcv2.xftp", ".", "-y")).as(xftp.err()).isZero();
        assertThat(xftp.lines()).containsExactly(directory.resolve("photo_1.jpg").toString());
        assertThat(directory.resolve("photo_1.jpg")).hasBinaryContent(TestFiles.bytes(400_000));
        assertThat(folder.resolve("rcv2.xftp")).doesNotExist();

        assertThat(xftp.run("del", "photo.jpg.xftp/snd.xftp.private", "-y")).as(xftp.err()).isZero();
        assertThat(xftp.run("recv", "photo.jpg.xftp/rcv1.xftp", "other.jpg")).isEqualTo(ExitCode.GONE.status());
        assertThat(xftp.err()).startsWith("xftp: relay 127.0.0.1:").hasLineCount(1);
        assertThat(directory.resolve("other.jpg")).doesNotExist();
        assertThat(folder.resolve("rcv1.xftp")).as("kept after a failure").exists();
    }

    @Test
    void linksReceiveToo() throws IOException {
        TestFiles.write(directory.resolve("small.txt"), 1000);
        assertThat(xftp.run("send", "small.txt", "out")).as(xftp.err()).isZero();
        List<String> lines = xftp.lines();
        String app = lines.get(lines.size() - 2);
        assertThat(app).startsWith("simplex:/file#/?desc=").hasSizeLessThanOrEqualTo(DescriptionLink.MAX_QR_CHARACTERS);
        assertThat(directory.resolve("out/small.txt.xftp/snd-link.xftp.private")).doesNotExist();

        assertThat(xftp.run("recv", app, "received.txt")).as(xftp.err()).isZero();
        assertThat(directory.resolve("received.txt")).hasBinaryContent(TestFiles.bytes(1000));
    }

    @Test
    void webLinksKeepThePortAndRedirectWhenLong() throws IOException {
        TestFiles.write(directory.resolve("long.bin"), 700_000);
        assertThat(xftp.run("send", "long.bin")).as(xftp.err()).isZero();
        String web = xftp.lines().getLast();
        assertThat(web).matches("https://127\\.0\\.0\\.1:[0-9]+/file#[A-Za-z0-9_-]+=*")
                .hasSizeLessThan(DescriptionLink.MAX_QR_CHARACTERS);

        xftp.typing(web + "\n");
        assertThat(xftp.run("info", "-")).isZero();
        assertThat(xftp.out()).contains("Leads to the description of a file");
        assertThat(xftp.run("recv", "-")).as(xftp.err()).isZero();
        Path received = directory.resolve("home/Downloads/long.bin").toAbsolutePath();
        assertThat(xftp.lines()).containsExactly(received.toString());
        assertThat(received).hasBinaryContent(TestFiles.bytes(700_000));
    }

    @Test
    void keptFilesCanBeReceivedAgain() throws IOException {
        TestFiles.write(directory.resolve("f"), 100);
        assertThat(xftp.run("send", "f")).isZero();
        for (String name : new String[]{"first", "second"}) {
            assertThat(xftp.run("recv", "f.xftp/rcv1.xftp", name, "--keep", "-y")).as(xftp.err()).isZero();
            assertThat(directory.resolve(name)).hasBinaryContent(TestFiles.bytes(100));
        }
        assertThat(directory.resolve("f.xftp/rcv1.xftp")).as("still of use").exists();
        assertThat(xftp.run("recv", "f.xftp/rcv1.xftp", "third", "-y")).isZero();
        assertThat(directory.resolve("f.xftp/rcv1.xftp")).doesNotExist();
    }

    @Test
    void everyRecipientCanHaveALinkThatWorksOnce() throws IOException {
        TestFiles.write(directory.resolve("f"), 700_000);
        assertThat(xftp.run("send", "f", "-n", "2", "--once")).as(xftp.err()).isZero();
        List<String> links = xftp.lines().stream().filter(line -> line.startsWith("simplex:/file#")).toList();
        assertThat(links).hasSize(2).doesNotHaveDuplicates();
        assertThat(directory.resolve("f.xftp/snd-link2.xftp.private")).exists();
        for (String link : links) {
            assertThat(xftp.run("recv", link, ".")).as(xftp.err()).isZero();
            assertThat(xftp.run("recv", link, ".")).isEqualTo(ExitCode.GONE.status());
        }
    }

    @Test
    void linksCanBeDrawn() throws IOException {
        TestFiles.write(directory.resolve("f"), 100);
        assertThat(xftp.run("send", "f", "-n", "2", "--once", "--qr", "--qr-png", "code.png")).as(xftp.err()).isZero();
        assertThat(xftp.out()).contains("\u2588").doesNotContain("\u001b");
        List<String> links = xftp.lines().stream().filter(line -> line.startsWith("simplex:/file#")).toList();
        assertThat(QrCodeTest.decode(directory.resolve("code.png"))).isEqualTo(links.getFirst());
        assertThat(QrCodeTest.decode(directory.resolve("code_1.png"))).isEqualTo(links.getLast());

        assertThat(xftp.run("send", "f", "--qr-png", "code.png")).as("never over a file").isEqualTo(2);
        assertThat(xftp.run("send", "f", "--qr", "--no-redirect")).isEqualTo(2);
        assertThat(xftp.onTerminal().run("info", "f.xftp/rcv1.xftp", "--qr")).isZero();
        assertThat(xftp.out()).contains("\u001b[38;5;16;48;5;231m");
        assertThat(xftp.variable("NO_COLOR", "1").run("info", "f.xftp/rcv1.xftp", "--qr")).isZero();
        assertThat(xftp.out()).contains("\u2588").doesNotContain("\u001b");
    }

    @Test
    void theWebPageCanBeChosen() throws IOException {
        TestFiles.write(directory.resolve("f"), 1);
        assertThat(xftp.run("send", "f", "--web-page", "https://files.example.org/x")).isZero();
        assertThat(xftp.lines().getLast()).startsWith("https://files.example.org/x#");
        assertThat(xftp.run("send", "f", "--web-page", "ftp://files.example.org")).isEqualTo(2);
    }

    @Test
    void infoTellsWhatLiesWhere() throws IOException {
        TestFiles.write(directory.resolve("photo.jpg"), 300_000);
        assertThat(xftp.run("send", "photo.jpg", "--no-redirect")).isZero();
        assertThat(xftp.run("info", "photo.jpg.xftp/rcv1.xftp")).isZero();
        assertThat(xftp.lines())
                .startsWith("Party: recipient", "Download size: 320.0 KiB", "Chunks: 2, each on one relay")
                .contains("Relays:")
                .hasSize(7)
                .anyMatch(line -> line.endsWith(": 1 chunk, 256.0 KiB"))
                .anyMatch(line -> line.endsWith(": 1 chunk, 64.0 KiB"));
        assertThat(xftp.run("info", "photo.jpg.xftp/snd.xftp.private")).isZero();
        assertThat(xftp.lines()).startsWith("Party: sender");
    }

    @Test
    void theUsedDescriptionIsKeptUnlessTheUserSaysYes() throws IOException {
        TestFiles.write(directory.resolve("f"), 1);
        assertThat(xftp.run("send", "f", "-n", "3")).isZero();
        Path folder = directory.resolve("f.xftp");

        assertThat(xftp.run("recv", "f.xftp/rcv1.xftp", ".")).isZero();
        assertThat(folder.resolve("rcv1.xftp")).exists();

        xftp.onTerminal().typing("n\n");
        assertThat(xftp.run("recv", "f.xftp/rcv2.xftp", ".")).isZero();
        assertThat(xftp.err()).contains("Delete the used description");
        assertThat(folder.resolve("rcv2.xftp")).exists();

        xftp.typing("y\n");
        assertThat(xftp.run("recv", "f.xftp/rcv3.xftp", ".")).isZero();
        assertThat(folder.resolve("rcv3.xftp")).doesNotExist();
    }

    @Test
    void aFileThatIsPrintedOnATerminalCannotControlIt() throws IOException {
        Files.writeString(directory.resolve("f"), "a\u001b[2Jb\n");
        assertThat(xftp.run("send", "f")).isZero();

        xftp.onTerminal(new Terminals(false, true, false));
        assertThat(xftp.run("recv", "f.xftp/rcv1.xftp", "-", "--keep")).as(xftp.err()).isZero();
        assertThat(xftp.out()).isEqualTo("a?[2Jb\n");
        assertThat(xftp.err()).as("of progress, elsewhere").doesNotContain("\u001b");
    }

    /** What reads the results may have the terminal: a pager does. */
    @Test
    void whatIsReceivedIntoAPipeIsDrawnAndNotAskedAbout() throws IOException {
        Files.writeString(directory.resolve("f"), "a\u001b[2Jb\n");
        assertThat(xftp.run("send", "f")).isZero();

        xftp.onTerminal(new Terminals(true, false, true));
        assertThat(xftp.run("recv", "f.xftp/rcv1.xftp", "-")).as(xftp.err()).isZero();
        assertThat(xftp.out()).isEqualTo("a\u001b[2Jb\n");
        assertThat(xftp.err()).contains("\r\u001b[K\u001b[?7lReceiving ").doesNotContain("Delete the used");
    }

    @Test
    void aSecondSendingGetsItsOwnFolder() throws IOException {
        TestFiles.write(directory.resolve("f"), 1);
        assertThat(xftp.run("send", "f")).isZero();
        assertThat(xftp.run("send", "f")).isZero();
        assertThat(directory.resolve("f_1.xftp/rcv1.xftp")).exists();
    }

    @Test
    void longNamesHaveFoldersToo() throws IOException {
        for (int length : new int[]{251, 255}) {
            String name = "x".repeat(length);
            TestFiles.write(directory.resolve(name), 1);
            assertThat(xftp.run("send", name)).as(xftp.err()).isZero();
        }
        assertThat(directory.resolve("x".repeat(250) + ".xftp").resolve("rcv1.xftp")).exists();
        assertThat(directory.resolve("x".repeat(248) + "_1.xftp").resolve("rcv1.xftp")).exists();
    }

    @Test
    void descriptionsThatCannotBeWrittenLeaveAWayOn() throws IOException {
        TestFiles.write(directory.resolve("unwritten"), 1);
        assertThat(xftp.run("send", "unwritten", "--qr-png", "no/code.png")).isEqualTo(ExitCode.DISK.status());
        assertThat(xftp.err()).contains("xftp: cannot write ", " (go on with 'xftp resume ").hasLineCount(1);
        Files.createDirectory(directory.resolve("no"));
        assertThat(xftp.run("resume")).as(xftp.err()).isZero();
    }

    @Test
    void whatAnotherProgramBeganDoesNotKeepTheRestFromGoingOn() throws IOException, XftpClientException {
        Path state = directory.resolve("shared-state");
        UploadResult foreign;
        try (XftpClient client = XftpClient.builder().state(new FileTransferStore(state, new SecureRandom())).build()) {
            foreign = client.upload(UploadSource.ofBytes("a", new byte[1]), running.addresses().subList(0, 1), 1,
                    TransferListener.NONE);
        }
        TestFiles.write(directory.resolve("ours"), 1);
        assertThat(xftp.run("send", "ours", "--qr-png", "away/code.png", "--state", "shared-state"))
                .isEqualTo(ExitCode.DISK.status());
        Files.createDirectory(directory.resolve("away"));
        assertThat(xftp.run("resume", "--state", "shared-state")).isEqualTo(ExitCode.USAGE.status());
        assertThat(xftp.err()).contains("xftp: another program began transfer " + foreign.transfer().orElseThrow(),
                "xftp: going on with ");
        assertThat(directory.resolve("away/code.png")).exists();
    }

    @Test
    void aFailedSendingLeavesNoFolder() throws IOException {
        TestFiles.write(directory.resolve("f"), 1);
        RelayAddress locked = running.addresses().getLast();
        assertThat(xftp.run("send", "f", "-s", locked.toString())).isEqualTo(ExitCode.REFUSED.status());
        assertThat(xftp.err()).startsWith("xftp: relay 127.0.0.1:").contains("password").hasLineCount(1);
        assertThat(xftp.run("send", "missing")).isEqualTo(ExitCode.DISK.status());
        assertThat(directory.resolve("f.xftp")).doesNotExist();
        assertThat(xftp.run("transfers")).isZero();
        assertThat(xftp.out()).as("nothing to go on with").isEmpty();
    }

    @Test
    void randMakesAFileOfTheSize() throws IOException {
        assertThat(xftp.run("rand", "r", "3mb")).isZero();
        assertThat(directory.resolve("r")).hasSize(3 << 20);
        assertThat(xftp.run("rand", "r", "1kb")).as("never over a file").isEqualTo(2);
        assertThat(xftp.run("rand", "empty", "0")).isZero();
        assertThat(directory.resolve("empty")).isEmptyFile();
    }

    @Test
    void demoSendsThroughTwoRelaysAndCleansUp() throws IOException {
        for (int size : new int[]{0, 1, 400_000}) {
            Files.write(directory.resolve("README.md"), TestFiles.bytes(size));
            assertThat(xftp.run("demo")).as(xftp.err()).isZero();
            assertThat(xftp.lines()).anyMatch(line -> line.startsWith("SHA-256 sent     "))
                    .anyMatch(line -> line.contains("simplex:/file#/?desc="))
                    .last().asString().startsWith("Both relays took part.");
        }
    }

    @Test
    void wrongUseIsToldInTwoLines() {
        assertThat(xftp.run()).isEqualTo(2);
        assertThat(xftp.run("sned", "f")).isEqualTo(2);
        assertThat(xftp.run("send")).isEqualTo(2);
        assertThat(xftp.err()).hasLineCount(2).contains("Try 'xftp send --help'");
        assertThat(xftp.run("send", "f", "-n", "0")).isEqualTo(2);
        assertThat(xftp.run("send", "f", "-r", "-1")).isEqualTo(2);
        assertThat(xftp.run("recv", "no such file")).isEqualTo(2);
        assertThat(xftp.err()).hasLineCount(1);
        assertThat(xftp.run("recv", "https://example.org/#nonsense")).isEqualTo(2);
    }

    @Test
    void namesThatTheLocaleCannotWriteAreToldInOneLine() throws Exception {
        assertThat(xftp.run("info", "a\0b")).isEqualTo(2);
        assertThat(xftp.err()).hasLineCount(1).contains("LC_ALL=C.UTF-8");
        assertThat(xftp.run("info", "a\0b", "nosuch")).isEqualTo(2);
        assertThat(xftp.err()).hasLineCount(3).contains("there is no file nosuch");

        Path place = Files.createDirectory(directory.resolve("c-locale"));
        try (XftpClient client = XftpClient.builder().build();
                UploadSource source = UploadSource.ofBytes("\u00fc.txt", new byte[]{1})) {
            FileDescription description = client
                    .upload(source, running.addresses().subList(0, 1), 1, TransferListener.NONE).recipients()
                    .getFirst();
            Files.writeString(place.resolve("rcv.xftp"), DescriptionYaml.write(description));
        }
        assertThat(receiveIn(place, "C")).isEqualTo(ExitCode.DISK.status());
        assertThat(XftpProcess.output(place)).contains("xftp: a name has characters", "xftp resume ")
                .doesNotContain("Exception");
        assertThat(receiveIn(place, "C.UTF-8")).as(XftpProcess.output(place)).isZero();
    }

    private static int receiveIn(Path place, String locale) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("LC_ALL", locale, "XFTP_STATE", place.resolve("state").toString());
        return XftpProcess.start(place, environment, "recv", "rcv.xftp", ".", "-q").waitFor();
    }

    @Test
    void resultsThatCannotBeWrittenAreAFailure() {
        assertThat(runWithoutOutput("man")).isEqualTo(ExitCode.DISK.status());
        assertThat(xftp.err()).isEqualToIgnoringNewLines("xftp: cannot write to standard output: the results are lost");
    }

    @Test
    void whoeverReadsResultsMayHaveEnoughOfThem() {
        xftp.onTerminal(new Terminals(false, false, false, true));
        assertThat(runWithoutOutput("man")).isEqualTo(141);
        assertThat(runWithoutOutput("--help")).isEqualTo(141);
        assertThat(xftp.err()).isEmpty();
        assertThat(runWithoutOutput("info", "missing")).as("a failure stays one").isEqualTo(ExitCode.USAGE.status());
    }

    private int runWithoutOutput(String... arguments) {
        CliContext some = xftp.context();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space left on device");
            }
        };
        CliContext lost = new CliContext(some.in(), new PrintStream(full, true, StandardCharsets.UTF_8), some.err(),
                some.terminals(), some.environment(), some.directory(), some.home(), some.clock(), some.random());
        return Xftp.run(lost, arguments);
    }

    @Test
    void linksAreNeverShownAgain() throws IOException {
        TestFiles.write(directory.resolve("f"), 1);
        assertThat(xftp.run("send", "f")).as(xftp.err()).isZero();
        String link = xftp.lines().getLast();
        assertThat(xftp.run("info", " " + link + "\n")).as(xftp.err()).isZero();
        assertThat(xftp.run("info", "<" + link + ">")).isEqualTo(2);
        assertThat(xftp.err()).hasLineCount(1).doesNotContain("#");
        assertThat(xftp.run("info", "<" + link + ">", "-")).isEqualTo(2);
        assertThat(xftp.err()).contains("description 1").doesNotContain("#");
    }

    @Test
    void theMissingOneOfSeveralFilesIsNamed() throws IOException {
        TestFiles.write(directory.resolve("f"), 1);
        assertThat(xftp.run("send", "f", "f", "nosuch")).isEqualTo(ExitCode.DISK.status());
        assertThat(xftp.err()).isEqualToIgnoringNewLines("xftp: there is no file " + directory.resolve("nosuch"));
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        for (String command : new String[]{"send", "recv", "del", "info", "test", "rand", "demo", "completions",
            "man"}) {
            assertThat(xftp.run(command, "--help")).isZero();
            assertThat(xftp.out()).startsWith("Usage: xftp " + command);
        }
        assertThat(xftp.run("--version")).isZero();
        assertThat(xftp.out()).startsWith("xftp ").doesNotContain("\u001b");
    }

    @Test
    void aBugIsToldAsOne() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("made by the test");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return read();
            }
        };
        assertThat(xftp.input(broken).run("info", "-")).isEqualTo(ExitCode.INTERNAL.status());
        assertThat(xftp.err()).startsWith("xftp: a bug in this program, please report it").contains("made by the test");
        assertThat(xftp.run("info", "-", "--json")).isEqualTo(ExitCode.INTERNAL.status());
        assertThat(xftp.lines().getLast()).contains("\"kind\":\"internal\"", "\"exitCode\":1");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void descriptionsGoOnInTheFolderThatAKilledProcessLeft() throws Exception {
        TestFiles.write(directory.resolve("killed"), 1000);
        assertThat(xftp.run("send", "killed")).as(xftp.err()).isZero();
        Path folder = directory.resolve("killed.xftp");
        Path own = folder.resolve("snd.xftp.private");
        String whole = Files.readString(own);
        FileDescription sender = DescriptionYaml.read(whole);

        assertThat(DescriptionFiles.create(directory, "killed", sender).writeSender(sender)).isEqualTo(own);
        Files.writeString(own, whole.substring(0, 100));
        assertThat(DescriptionFiles.create(directory, "killed", sender).writeSender(sender)).isEqualTo(own)
                .hasContent(whole);
        PathUtils.cleanDirectory(folder);
        assertThat(DescriptionFiles.create(directory, "killed", sender).writeSender(sender)).isEqualTo(own)
                .hasContent(whole);
        assertThat(permissions(own)).isEqualTo("rw-------");

        assertThat(xftp.run("send", "killed")).as(xftp.err()).isZero();
        assertThat(directory.resolve("killed_1.xftp").resolve("snd.xftp.private")).exists();
        assertThat(own).as("another upload's").hasContent(whole);
    }
}
