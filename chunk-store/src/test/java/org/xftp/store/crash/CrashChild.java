package org.xftp.store.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkStore;
import org.xftp.store.Samples;
import org.xftp.store.StoreDirectory;

/**
 * A program that works on a store until somebody kills it. It says what it begins ({@code d} delete, {@code b} block)
 * and what the store has confirmed ({@code S} stored, {@code D}, {@code B}), each with the chunk's number and a full
 * stop, by which a line that was cut short is known.
 *
 * <p>Arguments: the directory, the first number to use, and how many threads.
 */
final class CrashChild {
    private static final int LARGEST = 150_000;

    private CrashChild() {}

    static ChunkId id(long number) {
        return Samples.id(number);
    }

    static byte[] content(long number) {
        return Samples.bytes(1 + new Random(number).nextInt(LARGEST), number);
    }

    public static void main(String[] args) throws Exception {
        ChunkStore store = new StoreDirectory(Path.of(args[0])).open(StoreDirectory.PLENTY);
        store.sweepInBackground(outcome -> {});
        AtomicLong next = new AtomicLong(Long.parseLong(args[1]));
        say("READY", 0);
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            Thread.ofVirtual().start(() -> work(store, next));
        }
        Thread.sleep(60_000); // Long dead by then.
    }

    private static void work(ChunkStore store, AtomicLong next) {
        try {
            while (true) {
                long number = next.getAndIncrement();
                byte[] content = content(number);
                store.add(Samples.chunk(id(number), content), Samples.recipients((int) (-10 - 3 * number), 2));
                StoreDirectory.upload(store, id(number), content);
                say("S", number);
                endSome(store, number);
            }
        } catch (IOException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void endSome(ChunkStore store, long number) throws IOException {
        switch ((int) (number % 6)) {
            case 0 -> {
                say("d", number);
                store.delete(id(number));
                say("D", number);
            }
            case 1 -> {
                say("b", number);
                store.block(id(number), "reason=spam");
                say("B", number);
            }
            default -> store.addRecipients(id(number), List.of());
        }
    }

    private static synchronized void say(String what, long number) {
        System.out.println(what + " " + number + " .");
        System.out.flush();
    }
}
