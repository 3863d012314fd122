package org.xftp.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Typed values of an ini file. Mistakes are noted and do not stop the reading: {@link #check} tells all of them at the
 * end. Each names the line, section and key, and repeats the value only where that cannot be a secret.
 */
final class IniValues {
    /** Reads one value; empty means that the text is not one. */
    @FunctionalInterface
    interface Reader<T> {
        Optional<T> read(String text);
    }

    private final IniFile file;
    private final Set<String> unknownSections = new HashSet<>();

    private IniValues(IniFile file) {
        this.file = file;
    }

    static IniValues of(IniFile file) {
        var values = new IniValues(file);
        file.entries().forEach(values::checkKnown);
        return values;
    }

    private void checkKnown(IniFile.Entry entry) {
        if (!IniKey.sections().contains(entry.section())) {
            if (unknownSections.add(entry.section())) {
                file.problems().add(entry.line(), "[" + entry.section() + "] is not a known section"
                        + meant(entry.section(), IniKey.sections()));
            }
        } else if (IniKey.of(entry.section(), entry.key()).isEmpty()) {
            file.problems().add(entry.line(), "[" + entry.section() + "] " + entry.key() + " is not a known key"
                    + meant(entry.key(), IniKey.keysOf(entry.section())));
        }
    }

    private static String meant(String written, Collection<String> known) {
        return Spelling.nearest(written, known).map(word -> ": did you mean " + word + "?").orElse("");
    }

    /** Notes that a key that must be there is not; gives the fallback to go on with. */
    <T> T missing(IniKey key, T fallback) {
        // A bad value is told as such.
        if (entry(key).isEmpty()) {
            file.problems().add(key.place() + " is missing");
        }
        return fallback;
    }

    boolean isGiven(IniKey key) {
        return entry(key).isPresent();
    }

    /** Notes a mistake that is in no line. */
    void note(String what) {
        file.problems().add(what);
    }

    /** Notes a mistake in the value of a key that is given. */
    void wrong(IniKey key, String what) {
        int line = entry(key).orElseThrow().line();
        file.problems().add(line, key.place() + " " + what);
    }

    /** Notes that a value does not go with another; the line is that of whichever of them is given. */
    void contradiction(IniKey key, String what, IniKey other) {
        if (entry(key).isPresent()) {
            wrong(key, what);
        } else {
            wrong(other, "is in contradiction to the default of " + key.key() + ", which " + what);
        }
    }

    /** @throws ConfigException when there was any mistake, with all of them */
    void check() throws ConfigException {
        var problems = file.problems().messages();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream().map(problem -> RelayIni.FILE + ", " + problem).toList());
        }
    }

    Optional<String> text(IniKey key) {
        return entry(key).map(IniFile.Entry::value).filter(value -> !value.isEmpty());
    }

    Optional<Path> path(IniKey key) {
        return value(key, "a path", text -> {
            try {
                return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    boolean onOff(IniKey key, boolean fallback) {
        return value(key, "on or off", text -> switch (text) {
            case "on" -> Optional.of(true);
            case "off" -> Optional.of(false);
            default -> Optional.empty();
        }).orElse(fallback);
    }

    Optional<Integer> number(IniKey key, int least, int most) {
        return value(key, "a number from " + least + " to " + most, text -> wholeNumber(text, least, most));
    }

    /**
     * The value as {@code reader} takes it; empty when the key is absent, or its value bad, which is noted;
     * {@code expected} goes into that note.
     */
    <T> Optional<T> value(IniKey key, String expected, Reader<T> reader) {
        return read(key, expected, reader, true);
    }

    /** As {@link #value}, but the note does not repeat the text. */
    <T> Optional<T> secret(IniKey key, String expected, Reader<T> reader) {
        return read(key, expected, reader, false);
    }

    private <T> Optional<T> read(IniKey key, String expected, Reader<T> reader, boolean repeat) {
        var entry = entry(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        var value = reader.read(entry.get().value());
        if (value.isEmpty()) {
            wrong(key, "must be " + expected + (repeat ? ", not \"" + shortened(entry.get().value()) + "\"" : ""));
        }
        return value;
    }

    static Optional<Integer> wholeNumber(String text, int least, int most) {
        if (!text.matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number < least || number > most ? Optional.empty() : Optional.of((int) number);
    }

    private Optional<IniFile.Entry> entry(IniKey key) {
        return file.find(key.section(), key.key());
    }

    private static String shortened(String value) {
        var printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }
}
