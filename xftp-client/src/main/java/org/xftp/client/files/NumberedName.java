package org.xftp.client.files;

import java.nio.charset.StandardCharsets;

/** A file name with {@code _1}, {@code _2} ... before its extension, for a name that is taken. */
public final class NumberedName {
    /** What the usual file systems allow in one name, in bytes of UTF-8. */
    private static final int MAX_BYTES = 255;

    private NumberedName() {}

    /**
     * {@code name} itself for number 0; a name that would be longer than 255 bytes loses characters before the number or
     * the extension.
     */
    public static String of(String name, int number) {
        String mark = number == 0 ? "" : "_" + number;
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = mark + (dot > 0 ? name.substring(dot) : "");
        int room = MAX_BYTES - bytes(ending);
        if (room < 1) {
            // The "extension" is nearly the whole name: number the name's beginning instead.
            return cut(name, MAX_BYTES - bytes(mark)) + mark;
        }
        return cut(stem, room) + ending;
    }

    private static String cut(String text, int maxBytes) {
        String result = text;
        while (bytes(result) > maxBytes) {
            result = result.substring(0, result.offsetByCodePoints(result.length(), -1));
        }
        return result;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
