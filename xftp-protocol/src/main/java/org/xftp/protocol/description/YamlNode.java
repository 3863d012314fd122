package org.xftp.protocol.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML document as descriptions need it: scalars are kept as written, whatever type they look like. */
sealed interface YamlNode {
    /** A scalar, also a number, a truth value or nothing at all. */
    record Text(String value) implements YamlNode {
        boolean isNull() {
            return value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null");
        }
    }

    /** A sequence. */
    record Items(List<YamlNode> nodes) implements YamlNode {}

    /** A mapping; its keys differ. */
    record Fields(Map<String, YamlNode> nodes) implements YamlNode {
        String text(String key) throws DescriptionException {
            if (nodes.get(key) instanceof Text text && !text.isNull()) {
                return text.value;
            }
            throw missing(key);
        }

        List<YamlNode> items(String key) throws DescriptionException {
            if (nodes.get(key) instanceof Items items) {
                return items.nodes;
            }
            throw missing(key);
        }

        Optional<Fields> fields(String key) throws DescriptionException {
            @Nullable
            YamlNode node = nodes.get(key);
            if (node == null || (node instanceof Text text && text.isNull())) {
                return Optional.empty();
            }
            if (node instanceof Fields fields) {
                return Optional.of(fields);
            }
            throw missing(key);
        }

        private static DescriptionException missing(String key) {
            return new DescriptionException("the description has no usable \"" + key + "\"");
        }
    }
}
