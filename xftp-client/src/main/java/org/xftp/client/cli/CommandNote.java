package org.xftp.client.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
        // Each transfer begins with this; ObjectMapper would take 0.03 s to get ready.
        StringWriter note = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(note)) {
            json.writeStartObject();
            json.writeStringField("directory", directory.toString());
            json.writeFieldName("arguments");
            json.writeArray(arguments.toArray(String[]::new), 0, arguments.size());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
