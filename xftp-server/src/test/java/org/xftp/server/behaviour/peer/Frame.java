package org.xftp.server.behaviour.peer;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One HTTP/2 frame (RFC 9113 section 4.1), nothing about it checked. */
public record Frame(int type, int flags, int stream, Bytes payload) {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;

    public static final int NO_ERROR = 0;
    public static final int PROTOCOL_ERROR = 1;
    public static final int STREAM_CLOSED = 5;
    public static final int CANCEL = 8;
    public static final int ENHANCE_YOUR_CALM = 11;

    private static final Bytes PREFACE = Bytes.ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /** What a client sends before its first frame. */
    public static Bytes preface() {
        return PREFACE;
    }

    public static Frame data(int stream, Bytes payload, boolean end) {
        return new Frame(DATA, end ? END_STREAM : 0, stream, payload);
    }

    public static Frame reset(int stream, int code) {
        return new Frame(RST_STREAM, 0, stream, Bytes.u32(code));
    }

    public static Frame windowUpdate(int stream, int bytes) {
        return new Frame(WINDOW_UPDATE, 0, stream, Bytes.u32(bytes));
    }

    public static Frame ping() {
        return new Frame(PING, 0, 0, Bytes.filled(8, 7));
    }

    /** Pairs of setting number and value. */
    public static Frame settings(int... pairs) {
        Bytes payload = Bytes.EMPTY;
        for (int i = 0; i < pairs.length; i += 2) {
            payload = Bytes.join(payload, Bytes.u16(pairs[i]), Bytes.u32(pairs[i + 1]));
        }
        return new Frame(SETTINGS, 0, 0, payload);
    }

    public Bytes encoded() {
        return Bytes.join(Bytes.u32(payload.length()).from(1), Bytes.of(type, flags), Bytes.u32(stream), payload);
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** A 32-bit number in the payload. */
    int u32(int offset) {
        return payload.at(offset) << 24 | payload.at(offset + 1) << 16 | payload.at(offset + 2) << 8
                | payload.at(offset + 3);
    }

    /** The next frame, or null when the connection ends at a frame's border. */
    static @Nullable Frame read(DataInputStream input) throws IOException {
        int first;
        try {
            first = input.read();
        } catch (EOFException e) {
            return null;
        }
        if (first < 0) {
            return null;
        }
        int length = first << 16 | input.readUnsignedShort();
        int type = input.readUnsignedByte();
        int flags = input.readUnsignedByte();
        int stream = input.readInt() & Integer.MAX_VALUE;
        return new Frame(type, flags, stream, Bytes.of(input.readNBytes(length)));
    }
}
