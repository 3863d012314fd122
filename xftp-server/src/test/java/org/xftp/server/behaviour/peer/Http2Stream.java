package org.xftp.server.behaviour.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request and its response on an {@link Http2Peer}; the peer's monitor guards the state. */
public final class Http2Stream {
    private static final int FRAME = 16_384;

    private final Http2Peer peer;
    private final int id;
    private long window;
    private final List<Bytes> body = new ArrayList<>();
    private int received;
    private @Nullable Headers headers;
    private boolean ended;
    private OptionalInt resetCode = OptionalInt.empty();

    Http2Stream(Http2Peer peer, int id, long window) {
        this.peer = peer;
        this.id = id;
        this.window = window;
    }

    public int id() {
        return id;
    }

    /** One DATA frame, sent whatever the windows say. */
    public void frame(Bytes data, boolean end) throws IOException {
        peer.spend(this, data.length());
        peer.send(Frame.data(id, data, end));
    }

    /** {@code data} in frames of at most {@code piece} bytes, as the windows allow. */
    public boolean write(Bytes data, int piece, boolean end) throws IOException {
        int at = 0;
        while (at < data.length()) {
            int allowed = peer.awaitWindow(this, Math.min(piece, data.length() - at));
            if (allowed == 0) {
                return false;
            }
            boolean last = end && at + allowed == data.length();
            peer.send(Frame.data(id, data.slice(at, at + allowed), last));
            at += allowed;
        }
        if (end && data.length() == 0) {
            peer.send(Frame.data(id, Bytes.EMPTY, true));
        }
        return true;
    }

    /**
     * As above in full frames.
     *
     * @return false when the relay stopped taking bytes: it reset the stream or gave no window in time
     */
    public boolean write(Bytes data, boolean end) throws IOException {
        return write(data, FRAME, end);
    }

    public void reset(int code) throws IOException {
        peer.send(Frame.reset(id, code));
    }

    /** The response once it has ended; empty when it has not within {@code limit}. */
    public Optional<Answer> await(Duration limit) throws IOException {
        synchronized (peer) {
            if (!peer.waitFor(() -> ended || resetCode.isPresent(), limit)) {
                return Optional.empty();
            }
            if (!ended) {
                throw new IOException("stream reset with code " + resetCode.getAsInt());
            }
            Map<String, String> fields = headers == null ? Map.of() : headers.fields();
            return Optional.of(new Answer(Integer.parseInt(fields.getOrDefault(":status", "0")), fields,
                    Bytes.join(body)));
        }
    }

    /** Whether at least {@code count} bytes of the response's body came within {@code limit}. */
    public boolean awaitBytes(int count, Duration limit) {
        synchronized (peer) {
            return peer.waitFor(() -> received >= count, limit);
        }
    }

    public int received() {
        synchronized (peer) {
            return received;
        }
    }

    public OptionalInt resetCode() {
        synchronized (peer) {
            return resetCode;
        }
    }

    long window() {
        return window;
    }

    void addWindow(long bytes) {
        window += bytes;
    }

    boolean ended() {
        return ended;
    }

    boolean takesBytes() {
        return resetCode.isEmpty();
    }

    void onHeaders(Headers fields, boolean end) {
        headers = fields;
        ended |= end;
    }

    void onData(Bytes data, boolean end) {
        body.add(data);
        received += data.length();
        ended |= end;
    }

    void onReset(int code) {
        resetCode = OptionalInt.of(code);
    }
}
