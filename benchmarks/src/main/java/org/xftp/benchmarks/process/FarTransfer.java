package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.io.FileUtils;

/** One file to and from a relay nearby, and to and from the same relay at the end of a long line. */
final class FarTransfer {
    private static final double MEGABYTE = 1 << 20;

    private final Programs programs;
    private final RunningRelay relay;
    private final Path directory;
    private final PrintStream out;
    private final Rounds figures = new Rounds();

    FarTransfer(Programs programs, RunningRelay relay, Path directory, PrintStream out) {
        this.programs = programs;
        this.relay = relay;
        this.directory = directory;
        this.out = out;
    }

    /** Once near and once far in each round. */
    void run(long size, Duration roundTrip, int rounds) throws IOException, InterruptedException {
        FileTransfer.fill(directory.resolve("file"), size, 1);
        String near = relay.address();
        int colon = near.lastIndexOf(':') + 1;
        try (DelayingProxy none = new DelayingProxy(Integer.parseInt(near.substring(colon)), Duration.ZERO);
                DelayingProxy line = new DelayingProxy(Integer.parseInt(near.substring(colon)), roundTrip)) {
            // Both through a proxy, as that costs processor time; and once without counting, for the relay to be warm.
            transfer(near.substring(0, colon) + none.port());
            for (int round = 0; round < rounds; round++) {
                double[] close = transfer(near.substring(0, colon) + none.port());
                double[] far = transfer(near.substring(0, colon) + line.port());
                print("send", size, close[0], far[0], roundTrip);
                print("receive", size, close[1], far[1], roundTrip);
            }
        }
        if (rounds > 1) {
            out.printf("medians of %d rounds (least and most)%n", rounds);
            figures.print(out);
        }
    }

    /** Seconds to send and to receive; nothing of it is left afterwards. */
    private double[] transfer(String address) throws IOException, InterruptedException {
        Path place = Files.createDirectory(directory.resolve("transfer"));
        Measured sent = programs.client(List.of("send", directory.resolve("file").toString(),
                place.resolve("out").toString(), "-s", address, "--no-redirect"));
        Path target = Files.createDirectory(place.resolve("in"));
        Measured received = programs.client(List.of("recv", place.resolve("out/file.xftp/rcv1.xftp").toString(),
                target.toString()));
        programs.client(List.of("del", place.resolve("out/file.xftp/snd.xftp.private").toString(), "-y"));
        FileUtils.deleteDirectory(place.toFile());
        return new double[]{sent.seconds(), received.seconds()};
    }

    private void print(String what, long size, double near, double far, Duration roundTrip) {
        out.printf("  %-8s near %6.2f s  %7.1f MB/s   at %d ms %6.2f s  %7.1f MB/s   %3.0f %% of near%n", what, near,
                size / MEGABYTE / near, roundTrip.toMillis(), far, size / MEGABYTE / far, 100 * near / far);
        figures.add(what + ": seconds near", near);
        figures.add(what + ": seconds far", far);
        figures.add(what + ": % of near", 100 * near / far);
    }
}
