package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;

/**
 * Many small files: a directory of them, which travels as one archive, and a few one after the other, each sent and
 * received by a program of its own.
 */
final class SmallFiles {
    private static final int SIZE = 1 << 14;
    private static final int SINGLE = 10;
    private static final String NAME = "small";
    private static final double MEGABYTE = 1 << 20;
    private static final double MILLIS = 1000;

    private final Programs programs;
    private final RunningRelay relay;
    private final Path directory;
    private final Rounds rounds;
    private final PrintStream out;

    /**
     * Between clients and this relay.
     *
     * @param directory where the files lie
     * @param rounds get the figures
     */
    SmallFiles(Programs programs, RunningRelay relay, Path directory, Rounds rounds, PrintStream out) {
        this.programs = programs;
        this.relay = relay;
        this.directory = directory;
        this.rounds = rounds;
        this.out = out;
    }

    /**
     * All of them in a directory, then some of them alone.
     *
     * @param rclone copies the same directory
     */
    void run(int count, Optional<Rclone> rclone) throws IOException, InterruptedException {
        Path files = make(count);
        out.printf("a directory of %d files of %d KiB%n", count, SIZE >> 10);
        FileTransfer.Result ours = sendAndReceive(files, "--extract");
        check(files, directory.resolve("in").resolve(NAME));
        print("send", count, ours.send());
        print("receive", count, ours.receive());
        if (rclone.isPresent()) {
            out.println("the same directory through rclone");
            FileTransfer.Result theirs = rclone.get().thereAndBack(NAME);
            check(files, directory.resolve("back"));
            print("send", theirs.send(), rclone.get().ratios("send", theirs.send(), ours.send()));
            print("receive", theirs.receive(), rclone.get().ratios("receive", theirs.receive(), ours.receive()));
        }
        oneByOne(files, Math.min(SINGLE, count));
    }

    private Path make(int count) throws IOException {
        Path files = Files.createDirectory(directory.resolve(NAME));
        for (int i = 0; i < count; i++) {
            FileTransfer.fill(files.resolve(name(i)), SIZE, i);
        }
        return files;
    }

    private static String name(int number) {
        return "file-" + number;
    }

    /** With the relay's processor time; that option is for the one who receives. */
    private FileTransfer.Result sendAndReceive(Path source, String option) throws IOException, InterruptedException {
        double before = relay.processorSeconds();
        Measured sent = programs.client(List.of("send", source.toString(), "-d", directory.resolve("out").toString(),
                "-s", relay.address(), "--no-redirect"));
        double between = relay.processorSeconds();
        Path target = Files.createDirectories(directory.resolve("in"));
        Path description = directory.resolve("out").resolve(descriptions(source)).resolve("rcv1.xftp");
        Measured received = programs.client(List.of("recv", description.toString(), target.toString(), option));
        return new FileTransfer.Result(sent.with(between - before),
                received.with(relay.processorSeconds() - between));
    }

    private static String descriptions(Path source) {
        return source.getFileName() + (Files.isDirectory(source) ? ".zip.xftp" : ".xftp");
    }

    private static void check(Path sent, Path received) throws IOException {
        if (!PathUtils.directoryAndFileContentEquals(sent, received)) {
            throw new IOException("what came back differs from the sent files");
        }
    }

    private void print(String what, int count, Measured ours) {
        double rate = count / ours.seconds();
        double millis = MILLIS * ours.processorSeconds() / count;
        out.printf("  %-8s %6.2f s  %7.0f files/s  processor %.2f ms for each, both ends  client memory %.0f MB%n",
                what, ours.seconds(), rate, millis, ours.peakBytes() / MEGABYTE);
        rounds.add(what + ": files a second", rate);
        rounds.add(what + ": processor ms for a file", millis);
    }

    private void print(String what, Measured theirs, String ratios) {
        out.printf("  %-8s %6.2f s  %s%n", what, theirs.seconds(), ratios);
    }

    private void oneByOne(Path files, int count) throws IOException, InterruptedException {
        Rounds each = new Rounds();
        for (int i = 0; i < count; i++) {
            FileTransfer.Result result = sendAndReceive(files.resolve(name(i)), "-y");
            each.add("send: seconds", result.send().seconds());
            each.add("send: processor seconds, both ends", result.send().processorSeconds());
            each.add("receive: seconds", result.receive().seconds());
            each.add("receive: processor seconds, both ends", result.receive().processorSeconds());
        }
        out.printf("%d of them one after the other, medians (least and most)%n", count);
        each.print(out);
    }
}
