package org.xftp.client.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command that began a transfer, so that {@code xftp resume} can run it again.
 *
 * @param directory it ran in, absolute
 * @param arguments as they were given
 */
record CommandNote(Path directory, List<String> arguments) {
    CommandNote {
        arguments = List.copyOf(arguments);
    }

    String encode() {
        ObjectNode note = new ObjectMapper().createObjectNode().put("directory", directory.toString());
        arguments.forEach(note.putArray("arguments")::add);
        return note.toString();
    }

    /** Empty for what another program noted. */
    static Optional<CommandNote> decode(String text) {
        try {
            JsonNode note = new ObjectMapper().readTree(text);
            if (!note.path("directory").isTextual() || !note.path("arguments").isArray()) {
                return Optional.empty();
            }
            List<String> arguments = new ArrayList<>();
            note.path("arguments").forEach(argument -> arguments.add(argument.asText()));
            return Optional.of(new CommandNote(Path.of(note.path("directory").asText()), arguments));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Without the arguments: there may be a link or a password among them. */
    @Override
    public String toString() {
        return "CommandNote[" + arguments.size() + " arguments]";
    }
}
