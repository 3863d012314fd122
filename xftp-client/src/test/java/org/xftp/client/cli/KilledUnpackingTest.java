package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.TestFiles;
import org.xftp.client.TestRelays;

/** The program, killed with SIGKILL again and again while it unpacks what it has received. */
@Timeout(300)
class KilledUnpackingTest {
    private static final int FILES = 1500;
    private static final int KILLS = 4;
    /** About as long as unpacking them takes. */
    private static final int LONGEST_MILLIS = 500;

    private final Random random = new Random(7);

    @TempDir
    private Path directory = Path.of("");
    private TestRelays running = new TestRelays(directory);

    @BeforeEach
    void start() throws IOException {
        running = TestRelays.start(Files.createDirectory(directory.resolve("relays")), 1);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void theSameCommandGoesOnUnpacking() throws Exception {
        Path photos = Files.createDirectory(directory.resolve("photos"));
        for (int i = 0; i < FILES; i++) {
            TestFiles.write(photos.resolve("f" + i), 100 + i);
        }
        run("send", "photos", "-s", running.addresses().getFirst().toString(), "--no-redirect");
        Path target = Files.createDirectory(directory.resolve("target"));
        String[] command = {"recv", "photos.zip.xftp/rcv1.xftp", "target", "--extract"};
        int killed = 0;
        for (int run = 0; run < KILLS; run++) {
            Process process = XftpProcess.start(directory, command);
            awaitUnpacking(process, target);
            if (process.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            killed++;
        }
        System.out.printf("KilledUnpackingTest: killed %d times%n", killed);
        assertThat(killed).as("killed while unpacking: %s", output()).isPositive();
        if (killed == KILLS) {
            assertThat(output()).as("nothing is unpacked yet").doesNotContain("photos\n");
            run("resume");
        }
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("photos"));
        for (int i = 0; i < FILES; i++) {
            assertThat(target.resolve("photos/f" + i)).hasSameBinaryContentAs(photos.resolve("f" + i));
        }
        assertThat(running.counts(0).acknowledged()).isPositive();
        assertThat(TestFiles.list(directory.resolve("state"))).allMatch(path -> path.endsWith("lock"));
    }

    /** Returns when it unpacks or has ended. */
    private static void awaitUnpacking(Process process, Path target) throws IOException, InterruptedException {
        Optional<Instant> started = process.info().startInstant();
        while (process.isAlive() && started.isPresent() && !isUnpacking(target, started.get().toEpochMilli())) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
    }

    /** What an earlier process left does not count. */
    private static boolean isUnpacking(Path target, long since) throws IOException {
        for (Path path : TestFiles.list(target)) {
            // 0 for what went meanwhile.
            if (path.toString().endsWith(".unpack") && path.toFile().lastModified() > since + 100) {
                return true;
            }
        }
        return false;
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        assertThat(XftpProcess.start(directory, arguments).waitFor()).as(output()).isZero();
    }

    private String output() throws IOException {
        return XftpProcess.output(directory);
    }
}
