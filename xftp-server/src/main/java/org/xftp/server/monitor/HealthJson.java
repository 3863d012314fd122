package org.xftp.server.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** {@link HealthReport} as one line of JSON. */
public final class HealthJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private HealthJson() {}

    public static String write(HealthReport report) {
        try {
            return MAPPER.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers has a JSON form", e);
        }
    }

    /** Reads what {@link #write} wrote, of this or another version. */
    public static HealthReport read(String json) throws IOException {
        try {
            return MAPPER.readValue(json, HealthReport.class);
        } catch (JsonProcessingException e) {
            throw new IOException("the relay's report is damaged", e);
        }
    }
}
