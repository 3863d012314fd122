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

    private IniFile() {}

    /** Reads the whole text; a line that is none of the four kinds, or a key given twice, is an error. */
    public static IniFile parse(String text) throws ConfigException {
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
                section = sectionName(line, number);
            } else {
                file.add(entry(section, line, number));
            }
        }
        return file;
    }

    public Optional<Entry> find(String section, String key) {
        return Optional.ofNullable(entries.get(new Place(section, key)));
    }

    /** All settings in the order of the file. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    private void add(Entry entry) throws ConfigException {
        var earlier = entries.putIfAbsent(new Place(entry.section(), entry.key()), entry);
        if (earlier != null) {
            throw new ConfigException("line " + entry.line() + ": [" + entry.section() + "] " + entry.key()
                    + " is given twice, first in line " + earlier.line());
        }
    }

    private static String sectionName(String line, int number) throws ConfigException {
        if (!line.endsWith("]")) {
            throw new ConfigException("line " + number + ": a section must end with ]");
        }
        return line.substring(1, line.length() - 1).strip();
    }

    private static Entry entry(String section, String line, int number) throws ConfigException {
        int separator = separator(line);
        if (separator < 1) {
            throw new ConfigException("line " + number + ": neither a [SECTION] nor key = value");
        }
        var key = line.substring(0, separator).strip();
        if (section.isEmpty()) {
            throw new ConfigException("line " + number + ": " + key + " stands before the first [SECTION]");
        }
        return new Entry(section, key, line.substring(separator + 1).strip(), number);
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
