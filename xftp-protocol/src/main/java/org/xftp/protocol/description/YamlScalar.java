package org.xftp.protocol.description;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a text of printable ASCII without spaces as a YAML string, plain or in single quotes exactly
 * where Haskell's yaml library and libyaml quote: what a YAML reader would take for a number, a truth
 * value or nothing, and what would begin like a document marker.
 */
final class YamlScalar {
    private static final Pattern NUMBER = Pattern
            .compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|0x[0-9a-fA-F]+|0o[0-7]+");
    private static final Set<String> SPECIAL = Set.of("y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true",
            "True", "TRUE", "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF", "null", "Null", "NULL",
            "~",
            "*", "");

    private YamlScalar() {}

    static String write(String text) {
        boolean quoted = SPECIAL.contains(text) || NUMBER.matcher(text).matches() || text.startsWith("---") || text
                .startsWith("...");
        return quoted ? "'" + text + "'" : text;
    }
}
