package org.xftp.server.storelog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads a file line by line, however large it is and however long its lines are. */
final class LineReader implements Closeable {
    /** Room for some 45 000 recipients; longer ones are no records. */
    static final int MAX_LINE = 4 << 20;

    /**
     * One line.
     *
     * @param number from 1
     * @param text without the line feed, each byte as a character; empty when it is too long
     * @param ended whether a line feed followed
     */
    record Line(long number, Optional<String> text, boolean ended) {}

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private byte[] line = new byte[1 << 10];
    private int length;
    private boolean tooLong;
    private long number;

    /** Takes over the stream. */
    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        length = 0;
        tooLong = false;
        boolean some = false;
        while (from < to || fill()) {
            some = true;
            int end = endOfLine();
            append(end);
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            if (ended) {
                return Optional.of(finish(true));
            }
        }
        return some ? Optional.of(finish(false)) : Optional.empty();
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private int endOfLine() {
        int end = from;
        while (end < to && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private void append(int end) {
        int more = end - from;
        if (length + more > MAX_LINE) {
            tooLong = true;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, length, more);
        length += more;
    }

    private Line finish(boolean ended) {
        number++;
        var text = tooLong
                ? Optional.<String>empty()
                : Optional.of(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        return new Line(number, text, ended);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
