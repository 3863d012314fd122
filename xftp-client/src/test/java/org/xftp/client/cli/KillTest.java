package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
import org.xftp.protocol.description.FileDescription;

/**
 * The program itself, killed with SIGKILL again and again at random points while a proxy throttles and resets its
 * connections, run again each time: both ways end right, and no stored chunk is stored twice.
 */
@Timeout(540)
class KillTest {
    private static final int SIZE = Integer.getInteger("xftp.kill.size", 12_000_000);
    private static final int KILLS = Integer.getInteger("xftp.kill.count", 4);
    private static final int BYTES_PER_SECOND = Integer.getInteger("xftp.kill.rate", 3_000_000);

    private final Random random = new Random(4);

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
    void bothWaysSurviveKills() throws Exception {
        byte[] bytes = TestFiles.bytes(SIZE);
        Files.write(directory.resolve("file"), bytes);
        try (FaultProxy proxy = FaultProxy.to(running.addresses().getFirst()).limit(BYTES_PER_SECOND)
                .cutEach(() -> (SIZE >> 2) + random.nextInt(SIZE), FaultProxy.Ending.RESET)) {
            String relay = proxy.address(running.addresses().getFirst()).toString();
            runKilled(() -> running.counts(0).uploaded(), "send", "file", "-s", relay, "--no-redirect", "-r", "50");
            Path folder = directory.resolve("file.xftp");
            FileDescription sent = read(folder.resolve("rcv1.xftp"));
            assertThat(running.counts(0).uploaded()).as("chunks stored").isEqualTo(sent.chunks().size());

            Path target = Files.createDirectory(directory.resolve("target"));
            runKilled(() -> running.counts(0).downloads(), "recv", folder.resolve("rcv1.xftp").toString(),
                    target.toString(), "-r", "50");
            assertThat(target.resolve("file")).hasBinaryContent(bytes);
            assertThat(TestFiles.list(target)).containsExactly(target.resolve("file"));
            assertThat(running.counts(0).acknowledged()).isEqualTo(sent.chunks().size());
        }
        assertThat(transfers()).as("nothing is left to go on with").isEmpty();
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

    /** Kills the program at random times after a further chunk went through, and lets it come to its end in the end. */
    private void runKilled(LongSupplier chunks, String... arguments) throws IOException, InterruptedException {
        int killed = 0;
        for (int run = 0; run < KILLS; run++) {
            long before = chunks.getAsLong();
            Process process = start(arguments);
            while (process.isAlive() && chunks.getAsLong() == before) {
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
            if (process.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS)) {
                assertThat(process.exitValue()).as(output()).isZero();
                break;
            }
            process.destroyForcibly().waitFor();
            killed++;
        }
        assertThat(killed).as("cut off half-way").isPositive();
        if (killed == KILLS) {
            assertThat(start(arguments).waitFor()).as(output()).isZero();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Xftp.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("XFTP_STATE", directory.resolve("state").toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile())).start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }
}
