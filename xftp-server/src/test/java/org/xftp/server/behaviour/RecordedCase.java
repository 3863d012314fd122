package org.xftp.server.behaviour;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the official relay answered in one case. */
@JsonIgnoreProperties("note")
record RecordedCase(@JsonProperty("case") String name, String group, String relay, String request,
        Map<String, Object> reply) {
    /** All 512. */
    static List<RecordedCase> all() throws IOException {
        try (InputStream file = Objects
                .requireNonNull(RecordedCase.class.getResourceAsStream("/behaviour/relay-behaviour.json"))) {
            return new ObjectMapper().readValue(file, new TypeReference<>() {
            });
        }
    }
}
