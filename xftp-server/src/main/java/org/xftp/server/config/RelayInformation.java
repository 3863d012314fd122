package org.xftp.server.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the INFORMATION section says of the relay and who runs it, for users to read; any text, and any of it may be missing. */
public final class RelayInformation {
    /** Nothing is said. */
    public static final RelayInformation NONE = new RelayInformation(Map.of());

    private final Map<IniKey, String> texts;

    private RelayInformation(Map<IniKey, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    static RelayInformation of(IniValues ini) {
        var texts = new EnumMap<IniKey, String>(IniKey.class);
        for (IniKey key : IniKey.values()) {
            if (key.section().equals(IniKey.OPERATOR.section())) {
                ini.text(key).ifPresent(text -> texts.put(key, text));
            }
        }
        return new RelayInformation(texts);
    }

    /** The text of a key of that section. */
    public Optional<String> get(IniKey key) {
        return Optional.ofNullable(texts.get(key));
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof RelayInformation that && texts.equals(that.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }
}
