package org.xftp.protocol.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;

/** Descriptions are longer than chat messages: cut them into parts and join them (docs/PROTOCOL.md section 8). */
public final class DescriptionParts {
    /** Characters of every part but the last, as apps cut them. */
    public static final int PART_CHARACTERS = 14_000;

    private DescriptionParts() {}

    /** Cuts a description's YAML; at least one part, the last one complete. */
    public static List<DescriptionPart> split(String yaml) {
        List<DescriptionPart> parts = new ArrayList<>();
        int start = 0;
        do {
            int end = end(yaml, start);
            parts.add(new DescriptionPart(yaml.substring(start, end), parts.size() + 1, end == yaml.length()));
            start = end;
        } while (start < yaml.length());
        return List.copyOf(parts);
    }

    /** Apps count code points. Descriptions are ASCII, but nothing here depends on it. */
    private static int end(String yaml, int start) {
        boolean last = yaml.length() - start <= PART_CHARACTERS
                || yaml.codePointCount(start, yaml.length()) <= PART_CHARACTERS;
        return last ? yaml.length() : yaml.offsetByCodePoints(start, PART_CHARACTERS);
    }

    /**
     * Joins the parts of one description as they arrive. Holds at most {@link DescriptionYaml#MAX_CHARACTERS}.
     * Not for several threads.
     */
    public static final class Joiner {
        private final StringBuilder yaml = new StringBuilder();
        private int taken;
        private boolean complete;

        /**
         * Takes the next part.
         *
         * @return the whole YAML with the last part, otherwise nothing
         * @throws DescriptionException when it is not the next part, comes after the last, or makes too much; the
         *     part then counts as not received
         */
        public Optional<String> add(DescriptionPart part) throws DescriptionException {
            if (complete) {
                throw new DescriptionException("the file's description goes on after its end");
            }
            if (part.number() <= taken) {
                throw new DescriptionException("part " + part.number() + " of the file's description came before");
            }
            if (part.number() > taken + 1) {
                throw new DescriptionException("part " + (taken + 1) + " of the file's description is missing");
            }
            if (part.text().length() > DescriptionYaml.MAX_CHARACTERS - yaml.length()) {
                throw new DescriptionException("the file's description is longer than any real one");
            }
            yaml.append(part.text());
            taken = part.number();
            complete = part.complete();
            return complete ? Optional.of(yaml.toString()) : Optional.empty();
        }
    }
}
