package org.xftp.protocol.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalLong;
import org.xftp.protocol.wire.WireException;

/**
 * What the operator lets a blocked user know.
 *
 * @param ttlSeconds how long the block lasts, when limited
 */
public record BlockNotice(OptionalLong ttlSeconds) {
    /** The JSON of the wire: <code>{}</code> or <code>{"ttl":3600}</code>. */
    public String text() {
        return ttlSeconds.isPresent() ? "{\"ttl\":" + ttlSeconds.getAsLong() + "}" : "{}";
    }

    /** Takes any JSON object whose {@code ttl} is a whole number, null or missing; else {@link WireException}. */
    static BlockNotice parse(String text) {
        try {
            JsonNode json = new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
            JsonNode ttl = json.path("ttl");
            if (json.isObject() && (ttl.isMissingNode() || ttl.isNull())) {
                return new BlockNotice(OptionalLong.empty());
            }
            if (ttl.isIntegralNumber() && ttl.canConvertToLong()) {
                return new BlockNotice(OptionalLong.of(ttl.longValue()));
            }
        } catch (JsonProcessingException e) {
            // Falls through: what Jackson says may quote the text.
        }
        throw new WireException(0, "not a notice");
    }
}
