package org.xftp.server.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The syntax of an ini file: {@code [SECTION]}, {@code key = value}, {@code key: value}, and whole-line comments that
 * begin with {@code #} or {@code ;}. The separator is the first {@code =} or {@code :} of a line, so values may hold
 * either. Knows nothing of what the keys mean.
 */
public final class IniFile {
    /** One setting, and where it stands. {@code line} counts from 1. */
    public record Entry(String section, String key, String value, int line) {
        @Override
        public String toString() {
            return "[" + section + "] " + key + ", line " + line;
        }
    }

    private record Place(String section, String key) {}

    private final Map<Place, Entry> entries = new LinkedHashMap<>();
    private final IniProblems problems = new IniProblems();

    private IniFile() {}

    /** Reads the whole text; a line that is none of the four kinds, or a key given twice, is a problem. */
    public static IniFile parse(String text) {
        var file = new IniFile();
        var section = "";
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            var line = (number == 1 ? withoutByteOrderMark(raw) : raw).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[")) {
                section = file.sectionName(line, number);
            } else {
                file.read(section, line, number);
            }
        }
        return file;
    }

    /** What is wrong with the file so far; whoever gives keys a meaning adds to it. */
    IniProblems problems() {
        return problems;
    }

    public Optional<Entry> find(String section, String key) {
        return Optional.ofNullable(entries.get(new Place(section, key)));
    }

    /** All settings in the order of the file. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    private void add(Entry entry) {
        var earlier = entries.putIfAbsent(new Place(entry.section(), entry.key()), entry);
        if (earlier != null) {
            problems.add(entry.line(), "[" + entry.section() + "] " + entry.key() + " is given twice, first in line "
                    + earlier.line());
        }
    }

    private String sectionName(String line, int number) {
        if (!line.endsWith("]")) {
            problems.add(number, "a section must end with ]");
            return line.substring(1).strip();
        }
        return line.substring(1, line.length() - 1).strip();
    }

    private void read(String section, String line, int number) {
        int separator = separator(line);
        if (separator < 1) {
            problems.add(number, "neither a [SECTION] nor key = value");
            return;
        }
        var key = line.substring(0, separator).strip();
        if (section.isEmpty()) {
            problems.add(number, key + " stands before the first [SECTION]");
            return;
        }
        add(new Entry(section, key, line.substring(separator + 1).strip(), number));
    }

    private static int separator(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '=' || line.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}
