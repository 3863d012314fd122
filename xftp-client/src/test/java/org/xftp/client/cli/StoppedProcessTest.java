package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.FaultProxy;
import org.xftp.client.TestFiles;
import org.xftp.client.TestRelays;

/**
 * A lid is closed in the middle of a transfer: the process stands still, its clock jumps, and the network has forgotten
 * its connections without a word by the time it goes on.
 */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class StoppedProcessTest {
    private static final int SIZE = 12_000_000;

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
    void bothWaysGoOnAfterTheLidIsOpened() throws Exception {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        try (FaultProxy proxy = FaultProxy.to(running.addresses().getFirst()).limit(2_000_000)) {
            String relay = proxy.address(running.addresses().getFirst()).toString();
            runStopped(proxy, () -> running.counts(0).uploaded(), "send", "file", "-s", relay, "--no-redirect", "-v");
            runStopped(proxy, () -> running.counts(0).downloads(), "recv", "file.xftp/rcv1.xftp", ".", "-v");
        }
        assertThat(directory.resolve("file_1")).hasSameBinaryContentAs(file);
    }

    private void runStopped(FaultProxy proxy, LongSupplier through, String... arguments) throws Exception {
        long before = through.getAsLong();
        proxy.holdWhile(() -> through.getAsLong() > before);
        Process process = XftpProcess.start(directory, arguments);
        while (process.isAlive() && through.getAsLong() == before) {
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        assertThat(process.isAlive()).as(XftpProcess.output(directory)).isTrue();
        XftpProcess.signal(process, "STOP");
        // What is under way falls silent for good and is never closed; only new connections work.
        proxy.blackHole(true).blackHole(false).holdWhile(() -> false);
        Thread.sleep(8000);
        XftpProcess.signal(process, "CONT");
        assertThat(process.waitFor()).as(XftpProcess.output(directory)).isZero();
    }
}
