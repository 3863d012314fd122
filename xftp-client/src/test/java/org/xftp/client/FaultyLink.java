package org.xftp.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.xftp.client.FaultProxy.Ending;
import org.xftp.client.FaultProxy.Throttle;

/** One connection through a {@link FaultProxy}: both sockets, and a reader and a writer for each direction. */
@SuppressWarnings("ArrayRecordComponent") // Pieces are never compared.
final class FaultyLink {
    /** Bytes on their way; none at the end of the stream. */
    private record Piece(byte[] bytes, long dueNanos) {}

    private static final int MOST_PIECES = 256;

    private final Socket client;
    private final Socket server;
    private final AtomicLong left;
    private final Ending ending;
    private final Supplier<Duration> delay;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean swallowing;

    FaultyLink(Socket client, Socket server, long budget, Ending ending, Supplier<Duration> delay) throws IOException {
        this.client = client;
        this.server = server;
        this.left = new AtomicLong(budget);
        this.ending = ending;
        this.delay = delay;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /** Forwards until the connection is over. */
    void run(Throttle up, AtomicLong upBytes, Throttle down, AtomicLong downBytes) {
        start(client, server, up, upBytes);
        start(server, client, down, downBytes);
        try {
            over.await();
        } catch (InterruptedException e) {
            end(Ending.RESET);
        }
    }

    private void start(Socket from, Socket to, Throttle throttle, AtomicLong passed) {
        BlockingQueue<Piece> flight = new ArrayBlockingQueue<>(MOST_PIECES);
        Thread.ofVirtual().name("fault-proxy-read").start(() -> guarded(() -> read(from, throttle, flight)));
        Thread.ofVirtual().name("fault-proxy-write").start(() -> guarded(() -> write(to, flight, passed)));
    }

    private void read(Socket from, Throttle throttle, BlockingQueue<Piece> flight)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[1 << 16];
        int count;
        do {
            count = from.getInputStream().read(buffer, 0, throttle.piece());
            int bytes = Math.max(count, 0);
            throttle.take(bytes);
            flight.put(new Piece(Arrays.copyOf(buffer, bytes), System.nanoTime() + delay.get().toNanos()));
        } while (count >= 0);
    }

    private void write(Socket to, BlockingQueue<Piece> flight, AtomicLong passed)
            throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        while (true) {
            Piece piece = flight.take();
            Thread.sleep(Duration.ofNanos(Math.max(0, piece.dueNanos - System.nanoTime())));
            if (swallowing) {
                over.await();
                return;
            }
            if (piece.bytes.length == 0) {
                end(Ending.CLOSE);
                return;
            }
            long before = left.getAndAdd(-piece.bytes.length);
            int allowed = Math.clamp(before, 0, piece.bytes.length);
            out.write(piece.bytes, 0, allowed);
            passed.addAndGet(allowed);
            if (before <= piece.bytes.length) {
                end(ending);
                return;
            }
        }
    }

    /** From here on nothing arrives any more, and nobody is told. */
    void swallow() {
        swallowing = true;
    }

    void end(Ending how) {
        close(client, how);
        close(server, how);
        over.countDown();
    }

    private static void close(Socket socket, Ending how) {
        try {
            if (how == Ending.RESET) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // Closed already.
            return;
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            if (!swallowing) {
                end(Ending.CLOSE);
            }
        } catch (InterruptedException e) {
            end(Ending.RESET);
        }
    }
}
