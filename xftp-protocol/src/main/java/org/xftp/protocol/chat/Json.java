package org.xftp.protocol.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.description.DescriptionException;

/** JSON objects of chat messages, read within limits; unknown members are ignored. */
final class Json {
    /** A chat message is at most 16 kB, or some times that when compressed. */
    private static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_DEPTH = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxDocumentLength(MAX_LENGTH).maxNestingDepth(MAX_DEPTH).build()).enable(
                    StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()).enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode parse(String text) throws DescriptionException {
        try {
            if (text.length() <= MAX_LENGTH && MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text.
        }
        throw new DescriptionException("the chat message is not a JSON object, or too large");
    }

    static String text(JsonNode object, String key) throws DescriptionException {
        @Nullable
        JsonNode value = object.get(key);
        if (value == null || !value.isTextual()) {
            throw unusable(key);
        }
        return value.textValue();
    }

    static long number(JsonNode object, String key, long max) throws DescriptionException {
        @Nullable
        JsonNode value = object.get(key);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0 || value
                .longValue() > max) {
            throw unusable(key);
        }
        return value.longValue();
    }

    static boolean truth(JsonNode object, String key) throws DescriptionException {
        @Nullable
        JsonNode value = object.get(key);
        if (value == null || !value.isBoolean()) {
            throw unusable(key);
        }
        return value.booleanValue();
    }

    static ObjectNode member(JsonNode object, String key) throws DescriptionException {
        if (object.get(key) instanceof ObjectNode member) {
            return member;
        }
        throw unusable(key);
    }

    private static DescriptionException unusable(String key) {
        return new DescriptionException("the chat message has no usable \"" + key + "\"");
    }
}
