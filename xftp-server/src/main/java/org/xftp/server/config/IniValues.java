package org.xftp.server.config;

import java.util.Optional;

/**
 * Typed values of an ini file whose every key is known. Each error names the line, section and key, and repeats the
 * value only where that cannot be a secret.
 */
final class IniValues {
    /** Reads one value; empty means that the text is not one. */
    @FunctionalInterface
    interface Reader<T> {
        Optional<T> read(String text);
    }

    private final IniFile file;

    private IniValues(IniFile file) {
        this.file = file;
    }

    static IniValues of(IniFile file) throws ConfigException {
        for (IniFile.Entry entry : file.entries()) {
            var place = "line " + entry.line() + ": [" + entry.section() + "]";
            if (!IniKey.isSection(entry.section())) {
                throw new ConfigException(place + " is not a known section");
            }
            if (IniKey.of(entry.section(), entry.key()).isEmpty()) {
                throw new ConfigException(place + " " + entry.key() + " is not a known key");
            }
        }
        return new IniValues(file);
    }

    Optional<String> text(IniKey key) {
        return entry(key).map(IniFile.Entry::value).filter(value -> !value.isEmpty());
    }

    String requiredText(IniKey key) throws ConfigException {
        return text(key).orElseThrow(() -> missing(key));
    }

    boolean onOff(IniKey key, boolean fallback) throws ConfigException {
        return value(key, "on or off", text -> switch (text) {
            case "on" -> Optional.of(true);
            case "off" -> Optional.of(false);
            default -> Optional.empty();
        }).orElse(fallback);
    }

    Optional<Integer> number(IniKey key, int least, int most) throws ConfigException {
        return value(key, "a number from " + least + " to " + most, text -> wholeNumber(text, least, most));
    }

    /** The value as {@code reader} takes it; empty when the key is absent; {@code expected} goes into the error. */
    <T> Optional<T> value(IniKey key, String expected, Reader<T> reader) throws ConfigException {
        var entry = entry(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(reader.read(entry.get().value()).orElseThrow(() -> bad(entry.get(), expected, true)));
    }

    /** As {@link #value}, but the error does not repeat the text. */
    <T> Optional<T> secret(IniKey key, String expected, Reader<T> reader) throws ConfigException {
        var entry = entry(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(reader.read(entry.get().value()).orElseThrow(() -> bad(entry.get(), expected, false)));
    }

    static ConfigException missing(IniKey key) {
        return new ConfigException(key.place() + " is missing");
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

    private static ConfigException bad(IniFile.Entry entry, String expected, boolean repeat) {
        return new ConfigException("line " + entry.line() + ": [" + entry.section() + "] " + entry.key() + " must be "
                + expected + (repeat ? ", not \"" + shortened(entry.value()) + "\"" : ""));
    }

    private static String shortened(String value) {
        var printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }
}
