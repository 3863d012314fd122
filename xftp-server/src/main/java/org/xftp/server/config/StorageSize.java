package org.xftp.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sizes as operators write them: {@code 307200}, {@code 300kb}, {@code 100mb}, {@code 20gb}, {@code 2tb}; 1024-based. */
public final class StorageSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ?(|kb|mb|gb|tb)");

    private StorageSize() {}

    /** As {@link #parse} reads it, in the largest unit of which there is at least one, rounded down. */
    public static String format(long bytes) {
        var units = List.of("tb", "gb", "mb", "kb");
        for (int i = 0; i < units.size(); i++) {
            long unit = 1L << (10 * (units.size() - i));
            if (bytes >= unit) {
                return bytes / unit + units.get(i);
            }
        }
        return Long.toString(bytes);
    }

    /** The size in bytes; empty unless it is written as above, above zero and below 2^63. */
    public static Optional<Long> parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        long unit = switch (form.group(2)) {
            case "kb" -> 1L << 10;
            case "mb" -> 1L << 20;
            case "gb" -> 1L << 30;
            case "tb" -> 1L << 40;
            default -> 1L;
        };
        return number == 0 || number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
    }
}
