package org.xftp.protocol.description;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of link parameters: written as RFC 3986 says, read as HTML forms, where + is a space, too. */
final class PercentText {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentText() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() * 3 / 2);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(each) >= 0) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
            }
        }
        return encoded.toString();
    }

    /** Malformed UTF-8 becomes U+FFFD. */
    static String decode(String text) throws DescriptionException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                decoded.write(digit(encoded, i + 1) << 4 | digit(encoded, i + 2));
                i += 2;
            } else {
                decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int digit(byte[] encoded, int at) throws DescriptionException {
        int digit = at < encoded.length ? Character.digit(encoded[at], 16) : -1;
        if (digit < 0) {
            throw new DescriptionException("the link's percent-encoding is broken");
        }
        return digit;
    }
}
