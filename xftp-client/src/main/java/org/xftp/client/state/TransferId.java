package org.xftp.client.state;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one transfer on this machine; random, so that it says nothing of the transfer.
 *
 * @param text 16 hexadecimal digits in lower case
 */
public record TransferId(String text) {
    private static final int BYTES = 8;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

    public TransferId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("16 hexadecimal digits are needed");
        }
    }

    /** Whether {@code text} can be the id of a transfer. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** A fresh one. */
    public static TransferId random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TransferId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return text;
    }
}
