package org.xftp.protocol.description;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as descriptions write them: bytes, or the largest 1024-based unit that divides them (section 6). */
final class FileSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,19})(|kb|mb|gb)");

    private FileSize() {}

    /** @param what names the value in the error, like {@code "the size"} */
    static long parse(String text, String what) throws DescriptionException {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new DescriptionException(what + " is not a number with or without kb, mb or gb");
        }
        int shift = switch (matcher.group(2)) {
            case "kb" -> 10;
            case "mb" -> 20;
            case "gb" -> 30;
            default -> 0;
        };
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new DescriptionException(what + " is too large");
        }
    }

    /** As {@link #parse}, for the size of a chunk. */
    static int parseChunkSize(String text, String what) throws DescriptionException {
        long size = parse(text, what);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new DescriptionException(what + " is not one that a chunk can have");
        }
        return (int) size;
    }

    /** @param size 1 or more */
    static String print(long size) {
        int unit = Math.min(3, Long.numberOfTrailingZeros(size) / 10);
        return (size >> (10 * unit)) + new String[]{"", "kb", "mb", "gb"}[unit];
    }
}
