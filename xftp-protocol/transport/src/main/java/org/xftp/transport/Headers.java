package org.xftp.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HTTP header fields in order, without the pseudo header fields of HTTP/2. Immutable.
 *
 * @param fields names in lower case and their values
 */
public record Headers(List<Field> fields) {
    /** No fields. */
    public static final Headers EMPTY = new Headers(List.of());

    /**
     * One field.
     *
     * @param name in lower case, as HTTP/2 wants it
     */
    public record Field(String name, String value) {
        public Field {
            if (name.isEmpty() || name.startsWith(":") || name.chars().anyMatch(c -> c >= 'A' && c <= 'Z')) {
                throw new IllegalArgumentException("header names are lower case and no pseudo headers");
            }
        }

        /** Names the header only: values may identify people. */
        @Override
        public String toString() {
            return name;
        }
    }

    public Headers {
        fields = List.copyOf(fields);
    }

    /** Names and values by turns. */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header name without a value");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    /** First value of the field. */
    public Optional<String> first(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
    }

    /** Whether the field is there, whatever its value. */
    public boolean contains(String name) {
        return first(name).isPresent();
    }
}
