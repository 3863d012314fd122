package org.xftp.client.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write and read them; units are multiples of 1024. */
public final class ByteSize {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s*(b|kb|mb|gb|tb)?", Pattern.CASE_INSENSITIVE);
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private ByteSize() {}

    /** Reads {@code 12}, {@code 12b}, {@code 12kb}, {@code 12mb}, {@code 12gb}, {@code 12tb}. */
    static long parse(String text) throws CliException {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw CliException.usage("a size is a number with kb, mb or gb behind it, for example 10mb");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        long factor = switch (unit == null ? "b" : unit.toLowerCase(Locale.ROOT)) {
            case "kb" -> 1L << 10;
            case "mb" -> 1L << 20;
            case "gb" -> 1L << 30;
            case "tb" -> 1L << 40;
            default -> 1;
        };
        try {
            return Math.multiplyExact(number, factor);
        } catch (ArithmeticException e) {
            throw CliException.usage("the size is too large");
        }
    }

    /** For example {@code 17 bytes}, {@code 1.5 KiB}, {@code 4.0 MiB}. */
    public static String format(long bytes) {
        if (bytes < 1024) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
