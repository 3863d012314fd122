package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.xftp.client.transfer.ChunkBuffers;

/** A long line of any bandwidth: passes all bytes of connections on, each so much later than it came. */
final class DelayingProxy implements AutoCloseable {
    /** Pieces of {@link #PIECE} bytes under way in a direction: more than any window that could fill the line. */
    private static final int LINE = 4096;
    private static final int PIECE = 1 << 16;
    private static final byte[] NOTHING = {};

    /** Bytes from the beginning of an array, which is used again; none at the end of the stream. */
    @SuppressWarnings("ArrayRecordComponent") // Pieces are never compared.
    private record Piece(byte[] bytes, int length, long dueNanos) {}

    private final int relayPort;
    private final long delayNanos;
    private final ServerSocket listener = new ServerSocket();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    /** New memory would cost processor time, and more of it the longer the line. */
    private final ChunkBuffers buffers = new ChunkBuffers(PIECE);

    /** {@code roundTrip} is twice the delay of a direction. */
    DelayingProxy(int relayPort, Duration roundTrip) throws IOException {
        this.relayPort = relayPort;
        this.delayNanos = roundTrip.toNanos() / 2;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Socket relay = new Socket(InetAddress.getLoopbackAddress(), relayPort);
                sockets.add(relay);
                client.setTcpNoDelay(true);
                relay.setTcpNoDelay(true);
                connect(client, relay);
                connect(relay, client);
            }
        } catch (IOException e) {
            // Closed: the end.
        }
    }

    private void connect(Socket from, Socket to) {
        BlockingQueue<Piece> line = new ArrayBlockingQueue<>(LINE);
        Thread.ofVirtual().start(() -> take(from, line));
        Thread.ofVirtual().start(() -> give(to, line));
    }

    private void take(Socket from, BlockingQueue<Piece> line) {
        try {
            InputStream input = from.getInputStream();
            byte[] buffer = buffers.take();
            for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
                line.put(new Piece(buffer, n, System.nanoTime() + delayNanos));
                buffer = buffers.take();
            }
        } catch (IOException e) {
            // One of both ends has closed; what was under way still arrives.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var _ = line.offer(new Piece(NOTHING, 0, System.nanoTime() + delayNanos));
    }

    private void give(Socket to, BlockingQueue<Piece> line) {
        try {
            OutputStream output = to.getOutputStream();
            for (Piece piece = line.take(); piece.length() > 0; piece = line.take()) {
                awaitMoment(piece.dueNanos());
                output.write(piece.bytes(), 0, piece.length());
                buffers.giveBack(piece.bytes());
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The other end has closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitMoment(long nanos) {
        long early = nanos - System.nanoTime();
        while (early > 0) {
            LockSupport.parkNanos(early);
            early = nanos - System.nanoTime();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
