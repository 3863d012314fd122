package org.xftp.transport;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.xftp.transport.tls.RawTls;

/** HTTP/2 frames written and read by hand, to do what a well-behaved peer does not. */
public final class RawHttp2 implements AutoCloseable {
    /** Frame types of RFC 9113 section 6. */
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** POST https /, from HPACK's static table. */
    private static final byte[] POST = HexFormat.of().parseHex("838784");
    /** Status 200, from HPACK's static table. */
    private static final byte[] OK = HexFormat.of().parseHex("88");

    /** One frame. */
    public static final class Frame {
        private final int type;
        private final int flags;
        private final int stream;
        private final byte[] payload;

        Frame(int type, int flags, int stream, byte[] payload) {
            this.type = type;
            this.flags = flags;
            this.stream = stream;
            this.payload = payload;
        }

        public int type() {
            return type;
        }

        public byte[] payload() {
            return payload;
        }

        public boolean is(int wanted, int wantedStream) {
            return type == wanted && stream == wantedStream;
        }

        public boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /** Big-endian number at the offset. */
        public int number(int offset) {
            return java.nio.ByteBuffer.wrap(payload).getInt(offset);
        }
    }

    private final RawTls tls;
    private final DataInputStream in;
    private final DataOutputStream out;
    private long windowOfAll = 65_535;
    private int lineMillis;
    private boolean holding;

    private RawHttp2(RawTls tls) {
        this.tls = tls;
        this.in = new DataInputStream(tls.in());
        this.out = new DataOutputStream(new BufferedOutputStream(tls.out(), 1 << 14));
    }

    /** A client that has sent preface and empty SETTINGS. */
    public static RawHttp2 client(int port) throws IOException {
        return client(port, 0);
    }

    /** The same at the end of a line of so many milliseconds, as far as the answer to the first SETTINGS tells. */
    public static RawHttp2 client(int port, int lineMillis) throws IOException {
        RawHttp2 client = bare(port);
        client.lineMillis = lineMillis;
        client.out.write(PREFACE);
        client.send(SETTINGS, 0, 0);
        return client;
    }

    /** A client that has sent nothing. */
    public static RawHttp2 bare(int port) throws IOException {
        return new RawHttp2(RawTls.connect(port, ClientTlsSettings.nativePeer(chain -> {})));
    }

    /** A server that has read the preface and sent SETTINGS with the values. */
    public static RawHttp2 server(Socket socket, TlsCredentials credentials, int... idsAndValues) throws IOException {
        RawHttp2 server = new RawHttp2(RawTls.accept(socket, credentials));
        server.in.readFully(new byte[PREFACE.length]);
        server.settings(idsAndValues);
        return server;
    }

    public void settings(int... idsAndValues) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(payload);
        for (int i = 0; i < idsAndValues.length; i += 2) {
            data.writeShort(idsAndValues[i]);
            data.writeInt(idsAndValues[i + 1]);
        }
        send(SETTINGS, 0, 0, payload.toByteArray());
    }

    public void bytes(byte[] raw) throws IOException {
        out.write(raw);
        if (!holding) {
            out.flush();
        }
    }

    /** What sends frames. */
    public interface Frames {
        void send() throws IOException;
    }

    /** Sends these frames, which are few, in one write: the peer cannot close between them. */
    public void together(Frames frames) throws IOException {
        holding = true;
        frames.send();
        holding = false;
        out.flush();
    }

    public void send(int type, int flags, int stream, byte... payload) throws IOException {
        byte[] frame = new byte[9 + payload.length];
        java.nio.ByteBuffer.wrap(frame).putInt(payload.length << 8 | type).put((byte) flags).putInt(stream)
                .put(payload);
        bytes(frame);
    }

    /** The same frame many times in one write. */
    public void burst(int count, int type, int stream, byte[] payload) throws IOException {
        java.nio.ByteBuffer frames = java.nio.ByteBuffer.allocate(count * (9 + payload.length));
        for (int i = 0; i < count; i++) {
            frames.putInt(payload.length << 8 | type).put((byte) 0).putInt(stream).put(payload);
        }
        bytes(frames.array());
    }

    public void post(int stream, boolean end) throws IOException {
        send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, POST);
    }

    public void ok(int stream, boolean end) throws IOException {
        send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, OK);
    }

    public void reset(int stream, int error) throws IOException {
        send(RST_STREAM, 0, stream, number(error));
    }

    public void windowUpdate(int stream, int increment) throws IOException {
        send(WINDOW_UPDATE, 0, stream, number(increment));
    }

    private static byte[] number(int value) {
        return java.nio.ByteBuffer.allocate(4).putInt(value).array();
    }

    /** The next frame, with SETTINGS acknowledged; EOFException when the peer closed. */
    public Frame read() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[lengthAndType >>> 8];
        in.readFully(payload);
        Frame frame = new Frame(lengthAndType & 0xff, flags, stream, payload);
        if (frame.is(WINDOW_UPDATE, 0)) {
            windowOfAll += frame.number(0);
        }
        if (frame.is(SETTINGS, 0) && !frame.has(ACK)) {
            awaitLine();
            send(SETTINGS, ACK, 0);
        }
        return frame;
    }

    private void awaitLine() throws InterruptedIOException {
        try {
            Thread.sleep(lineMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        lineMillis = 0;
    }

    /** The next frame that fits; others are dropped. */
    public Frame await(Predicate<Frame> wanted) throws IOException {
        Frame frame = read();
        while (!wanted.test(frame)) {
            frame = read();
        }
        return frame;
    }

    /** The error code of the GOAWAY after which the peer closes. */
    public int awaitGoAwayAndClose() throws IOException {
        int code = await(frame -> frame.type() == GOAWAY).number(4);
        awaitClose();
        return code;
    }

    public void awaitClose() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | SocketException e) {
            // What was waited for: the end, or a reset when a late acknowledgement came after it.
        }
    }

    /** Sends a body of zeros with END_STREAM as fast as the windows allow; gives back the first frame of the reply. */
    public Frame upload(int stream, int length, int streamWindow) throws IOException {
        Frame reply = null;
        long window = streamWindow;
        int left = length;
        while (left > 0) {
            int n = (int) Math.min(Math.min(left, 16_384), Math.min(window, windowOfAll));
            if (n <= 0) {
                Frame frame = read();
                window += frame.is(WINDOW_UPDATE, stream) ? frame.number(0) : 0;
                reply = reply == null && frame.is(HEADERS, stream) ? frame : reply;
                continue;
            }
            left -= n;
            window -= n;
            windowOfAll -= n;
            send(DATA, left == 0 ? END_STREAM : 0, stream, new byte[n]);
        }
        return reply != null ? reply : await(frame -> frame.is(HEADERS, stream));
    }

    @Override
    public void close() throws IOException {
        tls.close();
    }
}
