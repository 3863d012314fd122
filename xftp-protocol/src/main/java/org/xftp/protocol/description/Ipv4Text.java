package org.xftp.protocol.description;

import java.util.Optional;
import java.util.regex.Pattern;

/** Dotted decimal IPv4 addresses, without the shorter and octal forms of old. */
final class Ipv4Text {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private Ipv4Text() {}

    /** Whether {@code text} could mean nothing but an IPv4 address, right or wrong. */
    static boolean looksLike(String text) {
        return FORM.matcher(text).matches();
    }

    /** The 32 bits, or nothing when {@code text} is no IPv4 address. */
    static Optional<Integer> parse(String text) {
        if (!looksLike(text)) {
            return Optional.empty();
        }
        int bits = 0;
        for (String part : text.split("\\.", -1)) {
            int value = Integer.parseInt(part);
            if (value > 255) {
                return Optional.empty();
            }
            bits = bits << 8 | value;
        }
        return Optional.of(bits);
    }

    static String print(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }
}
