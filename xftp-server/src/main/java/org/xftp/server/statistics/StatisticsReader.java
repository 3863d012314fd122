package org.xftp.server.statistics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** Goes through lines {@code name=value} in an order that is given, without holding a whole one. */
final class StatisticsReader {
    private static final int LONGEST_VALUE = 64;

    private final BufferedReader text;
    private int line;
    private boolean atLineStart = true;

    StatisticsReader(Reader text) {
        this.text = new BufferedReader(text);
    }

    String text(String name) throws IOException {
        if (!begins(name + "=")) {
            throw wrong("is not " + name);
        }
        return restOfLine();
    }

    long number(String name) throws IOException {
        return parsed(text(name));
    }

    /** Zero when the line is another. */
    long optionalNumber(String name) throws IOException {
        return begins(name + "=") ? parsed(restOfLine()) : 0;
    }

    void heading(String words) throws IOException {
        if (!begins(words) || !restOfLine().isEmpty()) {
            throw wrong("is not " + words);
        }
    }

    /** A list of any length, of which as many are kept as a {@link DistinctCount} needs. */
    List<Long> hashes(String name) throws IOException {
        if (!begins(name + "=")) {
            throw wrong("is not " + name);
        }
        var kept = new DistinctCount();
        var value = new StringBuilder();
        boolean any = false;
        for (int next = text.read(); next != '\n'; next = text.read()) {
            if (next == ',') {
                kept.add(parsed(value.toString()));
                value.setLength(0);
                any = true;
            } else {
                append(value, next);
            }
        }
        if (any || !value.isEmpty()) {
            kept.add(parsed(value.toString()));
        }
        atLineStart = true;
        return kept.hashes();
    }

    void end() throws IOException {
        beginLine();
        if (text.read() >= 0) {
            throw wrong("is not known");
        }
    }

    /** Lines are counted when they begin: what is wrong with a value is told after its line was read. */
    private void beginLine() {
        if (atLineStart) {
            line++;
            atLineStart = false;
        }
    }

    private boolean begins(String words) throws IOException {
        beginLine();
        text.mark(words.length());
        for (int i = 0; i < words.length(); i++) {
            if (text.read() != words.charAt(i)) {
                text.reset();
                return false;
            }
        }
        return true;
    }

    private String restOfLine() throws IOException {
        var value = new StringBuilder();
        for (int next = text.read(); next != '\n'; next = text.read()) {
            append(value, next);
        }
        atLineStart = true;
        return value.toString();
    }

    private void append(StringBuilder value, int character) throws IOException {
        if (character < 0 || value.length() == LONGEST_VALUE) {
            throw wrong(character < 0 ? "is cut off" : "is too long");
        }
        if (character != '\r') {
            value.append((char) character);
        }
    }

    private long parsed(String value) throws IOException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong("has no number where one is due");
        }
    }

    private IOException wrong(String what) {
        return new IOException("line " + line + " " + what);
    }
}
