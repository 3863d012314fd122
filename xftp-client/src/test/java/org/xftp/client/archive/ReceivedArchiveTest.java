package org.xftp.client.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.client.Failing;
import org.xftp.client.FailureKind;
import org.xftp.client.TestFiles;
import org.xftp.client.XftpClientException;

/** Archives of friends and of foes. */
class ReceivedArchiveTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(10, 1000);

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path outer = Path.of("");
    private Path directory = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void make() throws IOException {
        directory = Files.createDirectory(outer.resolve("target"));
        file = directory.resolve("archive.zip");
    }

    @Test
    void whatWasSentComesBack() throws IOException, XftpClientException {
        Path photos = outer.resolve("photos");
        Files.createDirectories(photos.resolve(".hidden"));
        Files.writeString(photos.resolve("-dash.txt"), "a");
        Files.writeString(photos.resolve(".hidden/.dot"), "b");
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(photos))) {
            byte[] bytes = new byte[(int) source.length()];
            source.read(0, bytes, 0, bytes.length);
            Files.write(file, bytes);
        }
        ReceivedArchive archive = new ReceivedArchive(file);
        assertThat(archive.isArchive()).isTrue();
        assertThat(archive.extract(LIMITS, random))
                .isEqualTo(new ReceivedArchive.Contents(directory.resolve("photos"), 2));
        assertThat(directory.resolve("photos/-dash.txt")).hasContent("a");
        assertThat(directory.resolve("photos/.hidden/.dot")).hasContent("b");
        assertThat(archive.extract(LIMITS, random).path()).as("never over existing files")
                .isEqualTo(directory.resolve("photos_1"));
    }

    @Test
    void severalFilesGetADirectoryNamedLikeTheArchive() throws IOException, XftpClientException {
        zip("a.txt", "b/c.txt");
        assertThat(new ReceivedArchive(file).extract(LIMITS, random).path()).isEqualTo(directory.resolve("archive"));
        assertThat(directory.resolve("archive/b/c.txt")).hasContent("b/c.txt");
        assertThat(Files.getPosixFilePermissions(directory.resolve("archive")))
                .isEqualTo(Files.getPosixFilePermissions(Files.createDirectory(directory.resolve("usual"))));
    }

    @Test
    void anInterruptionLeavesTheArchiveAlone() throws IOException, XftpClientException {
        zip("a.txt", "b/c.txt");
        ReceivedArchive archive = new ReceivedArchive(file);
        Thread.currentThread().interrupt();
        Failing.with(FailureKind.INTERRUPTED, () -> archive.extract(LIMITS, random));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(TestFiles.list(directory)).containsExactly(file);
        assertThat(archive.extract(LIMITS, random).files()).isEqualTo(2);
    }

    @Test
    void aSingleFileComesOutAlone() throws IOException, XftpClientException {
        Files.createFile(directory.resolve("only.txt"));
        zip("only.txt");
        assertThat(new ReceivedArchive(file).extract(LIMITS, random).path())
                .isEqualTo(directory.resolve("only_1.txt")).hasContent("only.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "a/./b", "a//b", "..\\evil", "c:\\evil", "..", "/"})
    void pathsThatLeadElsewhereAreRefused(String name) throws IOException {
        zip("good.txt", name);
        assertRefused();
    }

    @Test
    void namesAreMadeSafe() throws IOException, XftpClientException {
        zip("d/CON", "d/a\u001b[31m.txt", "d/x\u202egpj.exe", "d/trailing. ");
        Path made = new ReceivedArchive(file).extract(LIMITS, random).path();
        assertThat(TestFiles.list(made)).extracting(path -> String.valueOf(path.getFileName()))
                .containsExactlyInAnyOrder("_CON", "a[31m.txt", "xgpj.exe", "trailing");
    }

    @Test
    void oneNameTwiceIsRefused() throws IOException {
        zip("a/CON", "a/_CON");
        assertRefused();
        zip("a", "a/b");
        assertRefused();
    }

    @Test
    void linksBecomePlainFiles() throws IOException, XftpClientException {
        // A symbolic link in an archive is a file of its target's path, marked in the archive's directory.
        zip("link", "link2");
        byte[] bytes = Files.readAllBytes(file);
        markAsLinks(bytes);
        Files.write(file, bytes);
        Path made = new ReceivedArchive(file).extract(LIMITS, random).path();
        try (Stream<Path> all = Files.walk(made)) {
            assertThat(all).noneMatch(Files::isSymbolicLink);
        }
        assertThat(made.resolve("link")).hasContent("link");
    }

    private static void markAsLinks(byte[] zip) {
        for (int i = 0; i + 46 < zip.length; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                zip[i + 5] = 3;
                zip[i + 40] = (byte) 0xff;
                zip[i + 41] = (byte) 0xa1;
            }
        }
    }

    @Test
    void bombsAreRefused() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("zeros"));
            zip.write(new byte[1001]);
        }
        assertRefused();
        zip("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertRefused();
        zip("d/".repeat(101) + "f");
        assertRefused();
        assertThat(ArchiveLimits.forArchive(1)).isEqualTo(new ArchiveLimits(100_000, 256 << 20));
        assertThat(ArchiveLimits.forArchive(1L << 30).bytes()).isEqualTo(100L << 30);
        assertThat(ArchiveLimits.forArchive(Long.MAX_VALUE / 2).bytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void brokenOnesAreRefused() throws IOException, XftpClientException {
        zip("a.txt", "b.txt");
        byte[] bytes = Files.readAllBytes(file);
        bytes[37] ^= 1;
        Files.write(file, bytes);
        assertRefused();
        Files.write(file, Arrays.copyOf(bytes, 32));
        assertRefused();
        Files.writeString(file, "PKware? no");
        assertThat(new ReceivedArchive(file).isArchive()).isFalse();
    }

    private void assertRefused() throws IOException {
        Failing.with(FailureKind.INTEGRITY, () -> new ReceivedArchive(file).extract(LIMITS, random));
        assertThat(TestFiles.list(directory)).as("nothing but the archive is left").containsExactly(file);
        assertThat(TestFiles.list(outer)).containsExactly(directory);
    }

    /** Each entry contains its own name. */
    private void zip(String... names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(name.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
