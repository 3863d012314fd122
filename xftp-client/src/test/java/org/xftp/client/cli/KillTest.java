package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.FaultProxy;
import org.xftp.client.TestFiles;
import org.xftp.client.TestRelays;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.state.FileTransferStore;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.EncryptedLayout;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;

/**
 * The program itself, killed with SIGKILL again and again at random points while a proxy throttles and resets its
 * connections, run again each time: both ways end right, and no chunk that was acknowledged is sent twice. docs/CLIENT.md
 * says how to run it at full size.
 */
@Timeout(3600)
class KillTest {
    private static final long SIZE = Long.getLong("xftp.kill.size", 12_000_000);
    private static final int KILLS = Integer.getInteger("xftp.kill.count", 4);
    private static final int BYTES_PER_SECOND = Integer.getInteger("xftp.kill.rate", 3_000_000);

    /** Bytes after which connections are reset, at most; a quarter of it at least. */
    private static final int RESET_AFTER = (int) Math.min(SIZE, 64 << 20);
    private static final Pattern CHUNK_SENT = Pattern
            .compile("\"event\":\"chunk\".*\"phase\":\"uploading\".*\"number\":(\\d+)");

    private final Random random = new Random(4);

    @TempDir
    private Path directory = Path.of("");
    private TestRelays running = new TestRelays(directory);

    @BeforeEach
    void start() throws IOException {
        running = new TestRelays(Files.createDirectory(directory.resolve("relays")));
        running.add(TestRelays::measured);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void bothWaysSurviveKills() throws Exception {
        Path file = TestFiles.writeLarge(directory.resolve("file"), SIZE);
        int chunks = EncryptedLayout.of(FileHeader.named("file"), SIZE).chunkSizes().size();
        try (FaultProxy proxy = FaultProxy.to(running.addresses().getFirst()).limit(BYTES_PER_SECOND)
                .cutEach(() -> (RESET_AFTER >> 2) + random.nextInt(RESET_AFTER), FaultProxy.Ending.RESET)) {
            String relay = proxy.address(running.addresses().getFirst()).toString();
            runKilled(chunks, () -> running.counts(0).uploaded(), "send", "file", "-s", relay, "--no-redirect",
                    "--json");
            assertSentOnce(chunks);
            report("up", proxy);

            Path folder = directory.resolve("file.xftp");
            assertThat(directory.resolve("file_1.xftp")).as("a killed process's folder is taken up").doesNotExist();
            assertThat(read(folder.resolve("rcv1.xftp")).chunks()).hasSize(chunks);
            Path target = Files.createDirectory(directory.resolve("target"));
            runKilled(chunks, () -> running.counts(0).downloads(), "recv", folder.resolve("rcv1.xftp").toString(),
                    target.toString(), "--json");
            report("down", proxy);
            assertThat(Files.mismatch(file, target.resolve("file"))).as("the first byte that differs").isEqualTo(-1);
            assertThat(TestFiles.list(target)).containsExactly(target.resolve("file"));
            assertThat(running.counts(0).acknowledged()).isEqualTo(chunks);
        }
        assertThat(transfers()).as("nothing is left to go on with").isEmpty();
    }

    /** Each chunk is stored once, and no relay's yes to a chunk was followed by another. */
    private void assertSentOnce(int chunks) throws IOException {
        assertThat(running.counts(0).uploaded()).as("chunks stored").isEqualTo(chunks);
        List<String> acknowledged = XftpProcess.output(directory).lines().map(CHUNK_SENT::matcher)
                .filter(matcher -> matcher.find()).map(matcher -> matcher.group(1)).toList();
        // Those of which a killed process could not tell any more are missing.
        assertThat(acknowledged).doesNotHaveDuplicates().hasSizeBetween(Math.max(1, chunks - 8 * KILLS), chunks);
        // A body may still be on its way through the proxy when the next process asks whether it is there.
        assertThat(running.bodiesTaken(0)).as("bodies received whole").isBetween((long) chunks, (long) chunks + KILLS);
    }

    private void report(String way, FaultProxy proxy) throws IOException {
        System.out.printf("KillTest %s: %d bytes; registered %d, stored %d, whole bodies %d, chunk bytes received %d, "
                + "bodies sent %d, connections %d%n", way, SIZE, running.counts(0).created(),
                running.counts(0).uploaded(), running.bodiesTaken(0), running.metric(0, "xftp_upload_bytes_total"),
                running.counts(0).downloads(), proxy.accepted());
    }

    private static FileDescription read(Path file) throws IOException, DescriptionException {
        return DescriptionYaml.read(Files.readString(file));
    }

    private List<?> transfers() throws XftpClientException {
        try (XftpClient client = XftpClient.builder().state(new FileTransferStore(directory.resolve("state"), random))
                .build()) {
            return client.transfers();
        }
    }

    /** Kills the program at random times after some further chunks went through, and lets it come to its end at last. */
    private void runKilled(int chunks, LongSupplier through, String... arguments)
            throws IOException, InterruptedException {
        int killed = 0;
        for (int run = 0; run < KILLS; run++) {
            long until = through.getAsLong() + 1 + random.nextInt(Math.max(1, chunks / (KILLS + 1)));
            Process process = XftpProcess.start(directory, arguments);
            while (process.isAlive() && through.getAsLong() < until) {
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
            if (process.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS)) {
                assertThat(process.exitValue()).as(output()).isZero();
                break;
            }
            process.destroyForcibly().waitFor();
            killed++;
        }
        System.out.printf("KillTest %s: killed %d times%n", arguments[0], killed);
        assertThat(killed).as("cut off half-way").isGreaterThanOrEqualTo(Math.clamp(chunks / 8, 1, KILLS));
        if (killed == KILLS) {
            assertThat(XftpProcess.start(directory, arguments).waitFor()).as(output()).isZero();
        }
    }

    /** Its end, as it may be long. */
    private String output() throws IOException {
        String all = XftpProcess.output(directory);
        return all.substring(Math.max(0, all.length() - 2000));
    }
}
