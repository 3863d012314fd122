package org.xftp.protocol.description;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Turns the file name a sender chose into one that names a plain file inside a directory on Linux,
 * macOS and Windows, and shows to people as what it is (docs/PROTOCOL.md section 8).
 */
public final class SafeFileName {
    /** Longest name in bytes of UTF-8: what ext4, APFS and NTFS all take. */
    public static final int MAX_BYTES = 255;

    private static final String NAMELESS = "file";

    /**
     * Device names of Windows, whatever extension follows. Spaces may stand before the dot, and
     * superscript digits count as digits there.
     */
    private static final Pattern RESERVED = Pattern
            .compile("(?i)(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?");

    private SafeFileName() {}

    /**
     * A name without path separators, control and invisible direction characters, characters that
     * Windows forbids, leading dots, dashes, spaces or tildes, trailing dots or spaces, that is no
     * reserved device name and has 1 to {@link #MAX_BYTES} bytes; the extension survives the cut.
     * Applying it twice changes nothing more. Anything, even the empty string, gives a name.
     */
    public static String of(String hostileName) {
        StringBuilder kept = new StringBuilder(Math.min(hostileName.length(), 1024));
        hostileName.codePoints().limit(4096).forEach(point -> append(kept, point));
        String name = trim(kept.toString());
        if (RESERVED.matcher(name).matches()) {
            name = "_" + name;
        }
        name = cut(name);
        return name.isEmpty() ? NAMELESS : name;
    }

    private static void append(StringBuilder kept, int point) {
        if (point == '/' || point == '\\' || "<>:\"|?*".indexOf(point) >= 0) {
            kept.append('_');
        } else if (!isHidden(point)) {
            kept.appendCodePoint(point);
        }
    }

    /** Control characters, marks that reorder or hide text, line breaks, halves of pairs, non-characters. */
    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                true;
            default -> false;
        };
    }

    private static String trim(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && (".-~".indexOf(name.charAt(start)) >= 0 || isSpace(name.charAt(start)))) {
            start++;
        }
        while (start < end && (name.charAt(end - 1) == '.' || isSpace(name.charAt(end - 1)))) {
            end--;
        }
        return name.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isSpaceChar(c);
    }

    /** Cuts the stem, so that a long name keeps saying what kind of file it is. */
    private static String cut(String name) {
        if (bytes(name) <= MAX_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && bytes(name.substring(dot)) <= 32 ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - extension.length());
        return trim(prefix(stem, MAX_BYTES - bytes(extension))) + extension;
    }

    /** The longest beginning of whole code points within {@code maxBytes}. */
    private static String prefix(String text, int maxBytes) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            used += bytes(Character.toString(point));
            if (used > maxBytes) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
