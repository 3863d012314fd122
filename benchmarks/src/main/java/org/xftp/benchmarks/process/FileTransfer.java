package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** One file of random bytes sent and received by the command-line program. */
final class FileTransfer {
    private static final double GIGABYTE = 1 << 30;
    private static final double MEGABYTE = 1 << 20;

    private final Programs programs;
    private final RunningRelay relay;
    private final Path directory;
    private final Rounds rounds;
    private final PrintStream out;

    /**
     * Between a client and this relay.
     *
     * @param directory where the files lie
     * @param rounds get the figures
     */
    FileTransfer(Programs programs, RunningRelay relay, Path directory, Rounds rounds, PrintStream out) {
        this.programs = programs;
        this.relay = relay;
        this.directory = directory;
        this.rounds = rounds;
        this.out = out;
    }

    /** What sending and receiving took. */
    record Result(Measured send, Measured receive) {}

    /** The floor is measured before and after each way. */
    Result run(long size, Floor floor) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("file");
        fill(file, size, 1);
        Floor.Costs costsBefore = floor.measure();
        double before = relay.processorSeconds();
        Measured sent = programs.client(List.of("send", file.toString(), directory.resolve("out").toString(), "-s",
                relay.address(), "--no-redirect"));
        double relaySent = relay.processorSeconds() - before;
        Floor.Costs costsBetween = floor.measure();
        print("send", size, sent, relaySent, Floor.Costs.mean(costsBefore, costsBetween).send());
        Path target = Files.createDirectory(directory.resolve("in"));
        before = relay.processorSeconds();
        Measured received = programs.client(List.of("recv", directory.resolve("out/file.xftp/rcv1.xftp").toString(),
                target.toString()));
        double relayReceived = relay.processorSeconds() - before;
        print("receive", size, received, relayReceived, Floor.Costs.mean(costsBetween, floor.measure()).receive());
        if (Files.mismatch(file, target.resolve("file")) != -1) {
            throw new IOException("the received file differs from the sent one");
        }
        out.printf("  relay: most memory %.0f MB%n", relay.peakBytes() / MEGABYTE);
        return new Result(sent.with(relaySent), received.with(relayReceived));
    }

    private void print(String what, long size, Measured client, double relaySeconds, double floor) {
        double processor = client.processorSeconds() + relaySeconds;
        double share = size / GIGABYTE;
        double ofTime = 100 * floor * share / Floor.CORES / client.seconds();
        double ofProcessor = 100 * floor * share / processor;
        out.printf("  %-8s %6.2f s  %7.1f MB/s  processor %6.2f s/GB (client %.2f, relay %.2f)  floor %.1f s, reached"
                + " %3.0f %% of time, %3.0f %% of processor  client memory %.0f MB%n", what, client.seconds(),
                size / MEGABYTE / client.seconds(), processor / share, client.processorSeconds() / share,
                relaySeconds / share, floor, ofTime, ofProcessor, client.peakBytes() / MEGABYTE);
        rounds.add(what + ": seconds", client.seconds());
        rounds.add(what + ": processor seconds for a GB", processor / share);
        rounds.add(what + ": % of the floor's time", ofTime);
        rounds.add(what + ": % of the floor's processor time", ofProcessor);
    }

    /** A file of random bytes, others for each seed. */
    static void fill(Path file, long size, long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] piece = new byte[(int) Math.min(size, 1 << 20)];
        try (OutputStream output = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= piece.length) {
                random.nextBytes(piece);
                output.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
    }
}
