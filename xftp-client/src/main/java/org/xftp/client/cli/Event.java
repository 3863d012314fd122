package org.xftp.client.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as {@code --json} prints it: a name and members, both documented in docs/CLIENT.md and never
 * given another meaning.
 */
final class Event {
    private final String name;
    private final Map<String, Object> members = new LinkedHashMap<>();

    Event(String name) {
        this.name = name;
    }

    Event with(String member, @Nullable String value) {
        return put(member, value);
    }

    Event with(String member, long value) {
        return put(member, value);
    }

    Event with(String member, boolean value) {
        return put(member, value);
    }

    Event with(String member, List<String> values) {
        return put(member, List.copyOf(values));
    }

    /** A list of objects, members of the given events. */
    Event withAll(String member, List<Event> values) {
        return put(member, values.stream().map(Event::members).toList());
    }

    /** What is not known is left out. */
    private Event put(String member, @Nullable Object value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    String name() {
        return name;
    }

    /** In the order in which they were added: texts, whole numbers, truths, lists of texts or of maps like this. */
    Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
