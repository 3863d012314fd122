package org.xftp.client.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Entries as lines of a file: base64, a blank, eight hexadecimal digits of CRC-32, a line feed. Power loss may leave a
 * line short, or zeros in its place; from the first such line on nothing counts. Whole lines behind one without zeros are
 * no such thing: then the file was damaged later.
 *
 * @param entries the whole ones
 * @param length bytes of the file that hold them
 * @param damaged there are whole lines behind them too
 */
record EntryLines(List<Entry> entries, int length, boolean damaged) {
    private static final int CHECK_DIGITS = 8;

    EntryLines {
        entries = List.copyOf(entries);
    }

    static byte[] encode(Entry entry) {
        String text = Base64.getEncoder().encodeToString(entry.toArray());
        return (text + " " + check(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static EntryLines decode(byte[] file) {
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        for (int end = indexOfLineFeed(file, 0); end >= 0; end = indexOfLineFeed(file, start)) {
            Optional<Entry> entry = entry(
                    new String(Arrays.copyOfRange(file, start, end), StandardCharsets.ISO_8859_1));
            if (entry.isEmpty()) {
                return new EntryLines(entries, start, isDamaged(file, start, end));
            }
            entries.add(entry.get());
            start = end + 1;
        }
        return new EntryLines(entries, start, false);
    }

    /** Whether a bad line has no zeros in it, and good ones behind it. */
    private static boolean isDamaged(byte[] file, int start, int end) {
        for (int i = start; i < end; i++) {
            if (file[i] == 0) {
                return false;
            }
        }
        for (int from = end + 1, to = indexOfLineFeed(file, from); to >= 0; to = indexOfLineFeed(file, from)) {
            if (entry(new String(Arrays.copyOfRange(file, from, to), StandardCharsets.ISO_8859_1)).isPresent()) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    private static int indexOfLineFeed(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Entry> entry(String line) {
        int blank = line.length() - CHECK_DIGITS - 1;
        if (blank < 1 || line.charAt(blank) != ' '
                || !line.substring(blank + 1).equals(check(line.substring(0, blank)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Entry.of(Base64.getDecoder().decode(line.substring(0, blank))));
        } catch (IllegalArgumentException e) {
            // The right check on no base64: not a line of ours.
            return Optional.empty();
        }
    }

    private static String check(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", crc.getValue());
    }
}
