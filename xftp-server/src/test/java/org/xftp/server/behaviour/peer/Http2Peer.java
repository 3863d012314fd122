package org.xftp.server.behaviour.peer;

import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The client's side of one HTTP/2 connection. A reader thread sorts what comes; any frame may be
 * sent, sensible or not. Bytes of responses are taken without bound.
 */
public final class Http2Peer implements Closeable {
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int DEFAULT_WINDOW = 65_535;
    private static final int WIDE_WINDOW = 1 << 30;
    private static final Duration WINDOW_PATIENCE = Duration.ofSeconds(10);

    private final TlsConnection tls;
    private final Object writing = new Object();
    private final Map<Integer, Http2Stream> streams = new HashMap<>();
    private final List<GoAway> goAways = new ArrayList<>();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private long connectionWindow = DEFAULT_WINDOW;
    private long initialWindow = DEFAULT_WINDOW;
    private int nextStream = 1;
    private int pingAcks;
    private int settingsAcks;
    private int responses;
    private int resets;
    private boolean acknowledging;
    private boolean settingsSeen;
    private boolean closed;

    /** A GOAWAY frame: error code and debug text. */
    public record GoAway(int code, String text) {}

    private Http2Peer(TlsConnection tls) {
        this.tls = tls;
    }

    private void startReading() {
        Thread.ofVirtual().name("http2-peer").start(this::readAll);
    }

    /** TLS, and nothing sent yet: not even the preface. Such a peer acknowledges nothing either. */
    public static Http2Peer silent(int port, TlsOptions options) throws IOException {
        Http2Peer peer = new Http2Peer(TlsConnection.open(port, options));
        peer.startReading();
        return peer;
    }

    /** TLS, preface and SETTINGS, with windows too wide to matter. */
    public static Http2Peer open(int port, TlsOptions options) throws IOException {
        return open(port, options, WIDE_WINDOW);
    }

    /** As above, each response held back after {@code streamWindow} bytes until a WINDOW_UPDATE. */
    public static Http2Peer open(int port, TlsOptions options, int streamWindow) throws IOException {
        return greeting(TlsConnection.open(port, options), streamWindow);
    }

    /** As above with wide windows, each TCP write of one byte. */
    public static Http2Peer dribbling(int port, TlsOptions options) throws IOException {
        return greeting(TlsConnection.open(port, options, 1), WIDE_WINDOW);
    }

    private static Http2Peer greeting(TlsConnection tls, int streamWindow) throws IOException {
        Http2Peer peer = new Http2Peer(tls);
        peer.acknowledging = true;
        peer.sendRaw(Frame.preface().plus(
                Frame.settings(HEADER_TABLE_SIZE, 0, INITIAL_WINDOW_SIZE, streamWindow).encoded())
                .plus(Frame.windowUpdate(0, WIDE_WINDOW).encoded()));
        // Only now: an acknowledgement of the relay's SETTINGS must not come before the preface.
        peer.startReading();
        synchronized (peer) {
            if (!peer.waitFor(() -> peer.settingsSeen || peer.closed, WINDOW_PATIENCE)) {
                throw new IOException("no SETTINGS from the relay");
            }
        }
        return peer;
    }

    public TlsFacts tls() {
        return tls.facts();
    }

    /** A request on the next free stream. */
    public Http2Stream request(Headers headers, boolean end) throws IOException {
        Http2Stream stream;
        synchronized (this) {
            stream = new Http2Stream(this, nextStream, initialWindow);
            streams.put(nextStream, stream);
            nextStream += 2;
        }
        headers(stream.id(), headers, end);
        return stream;
    }

    /** A bare HEADERS frame on any stream. */
    public void headers(int stream, Headers headers, boolean end) throws IOException {
        send(new Frame(Frame.HEADERS, Frame.END_HEADERS | (end ? Frame.END_STREAM : 0), stream, headers.encoded()));
    }

    public void send(Frame frame) throws IOException {
        sendRaw(frame.encoded());
    }

    public void sendRaw(Bytes bytes) throws IOException {
        synchronized (writing) {
            tls.output().write(bytes.toArray());
            tls.output().flush();
        }
    }

    public synchronized List<GoAway> goAways() {
        return List.copyOf(goAways);
    }

    public synchronized int pingAcks() {
        return pingAcks;
    }

    public synchronized int settingsAcks() {
        return settingsAcks;
    }

    /** HEADERS frames received. */
    public synchronized int responses() {
        return responses;
    }

    /** RST_STREAM frames received. */
    public synchronized int resets() {
        return resets;
    }

    /** Bytes that the relay still lets this connection send. */
    public synchronized long windowLeft() {
        return connectionWindow;
    }

    /** Whether as many HEADERS frames have come, waiting {@code limit} for them. */
    public synchronized boolean awaitResponses(int count, Duration limit) {
        return waitFor(() -> responses >= count, limit);
    }

    /** Waits until that many PINGs are acknowledged or the connection is closed; whether they are. */
    public synchronized boolean awaitPingAckOrClosed(int count, Duration limit) {
        waitFor(() -> closed || pingAcks >= count, limit);
        return pingAcks >= count;
    }

    /** Waits for either; whether it was the answer. */
    public synchronized boolean awaitAnswerOrClosed(Http2Stream stream, Duration limit) {
        waitFor(() -> closed || stream.ended(), limit);
        return stream.ended();
    }

    /** Whether at least as many RST_STREAM frames have come, waiting {@code limit} for them. */
    public synchronized boolean awaitResets(int count, Duration limit) {
        return waitFor(() -> resets >= count, limit);
    }

    /** Whether the relay has closed the connection, waiting {@code limit} for it. */
    public synchronized boolean awaitClosed(Duration limit) {
        return waitFor(() -> closed, limit);
    }

    @Override
    public void close() throws IOException {
        tls.close();
    }

    /** Call with the monitor held. */
    boolean waitFor(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** How many of {@code wanted} bytes may go out now; 0 when none in time. They count as sent. */
    synchronized int awaitWindow(Http2Stream stream, int wanted) {
        boolean open = waitFor(() -> closed || !stream.takesBytes() || Math.min(connectionWindow, stream.window()) > 0,
                WINDOW_PATIENCE);
        if (!open || closed || !stream.takesBytes()) {
            return 0;
        }
        int allowed = (int) Math.min(wanted, Math.min(connectionWindow, stream.window()));
        spend(stream, allowed);
        return allowed;
    }

    synchronized void spend(Http2Stream stream, int bytes) {
        connectionWindow -= bytes;
        stream.addWindow(-bytes);
    }

    private void readAll() {
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(tls.input()))) {
            for (Frame frame = Frame.read(input); frame != null; frame = Frame.read(input)) {
                handle(frame);
            }
        } catch (IOException e) {
            // The relay, or close(), has cut the connection: either way it is over.
        } finally {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
        }
    }

    private void handle(Frame frame) throws IOException {
        if (acknowledging && !frame.has(Frame.ACK)) {
            acknowledge(frame);
        }
        synchronized (this) {
            switch (frame.type()) {
                case Frame.SETTINGS -> onSettings(frame);
                case Frame.HEADERS -> onHeaders(frame);
                case Frame.DATA ->
                    onStream(frame, stream -> stream.onData(frame.payload(), frame.has(Frame.END_STREAM)));
                case Frame.RST_STREAM -> {
                    resets++;
                    onStream(frame, stream -> stream.onReset(frame.u32(0)));
                }
                case Frame.WINDOW_UPDATE -> onWindowUpdate(frame);
                case Frame.GOAWAY -> goAways.add(new GoAway(frame.u32(4), frame.payload().from(8).ascii()));
                case Frame.PING -> pingAcks += frame.has(Frame.ACK) ? 1 : 0;
                default -> throw new IOException("unexpected frame type " + frame.type());
            }
            notifyAll();
        }
    }

    private void acknowledge(Frame frame) throws IOException {
        if (frame.type() == Frame.SETTINGS) {
            send(new Frame(Frame.SETTINGS, Frame.ACK, 0, Bytes.EMPTY));
        } else if (frame.type() == Frame.PING) {
            send(new Frame(Frame.PING, Frame.ACK, 0, frame.payload()));
        }
    }

    private void onSettings(Frame frame) {
        if (frame.has(Frame.ACK)) {
            settingsAcks++;
            return;
        }
        settingsSeen = true;
        for (int at = 0; at < frame.payload().length(); at += 6) {
            int setting = frame.payload().at(at) << 8 | frame.payload().at(at + 1);
            if (setting == INITIAL_WINDOW_SIZE) {
                long change = frame.u32(at + 2) - initialWindow;
                initialWindow += change;
                streams.values().forEach(stream -> stream.addWindow(change));
            }
        }
    }

    private void onHeaders(Frame frame) throws IOException {
        responses++;
        Headers headers = Headers.decode(decoder, frame);
        onStream(frame, stream -> stream.onHeaders(headers, frame.has(Frame.END_STREAM)));
    }

    private void onWindowUpdate(Frame frame) {
        if (frame.stream() == 0) {
            connectionWindow += frame.u32(0);
        } else {
            onStream(frame, stream -> stream.addWindow(frame.u32(0)));
        }
    }

    private void onStream(Frame frame, Consumer<Http2Stream> action) {
        Http2Stream stream = streams.get(frame.stream());
        if (stream != null) {
            action.accept(stream);
        }
    }
}
