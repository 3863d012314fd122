package org.xftp.client.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.xftp.client.behaviour.OwnCase.Direction;

/**
 * One recorded case of the official client.
 *
 * @param lastStep where it gave up; empty: in TLS already, or never
 * @param received the name of the file that it made
 */
record OfficialCase(String name, Direction direction, boolean accepted, Optional<Step> lastStep,
        Optional<String> received) {

    static List<OfficialCase> all() throws IOException {
        try (InputStream json = OfficialCase.class.getResourceAsStream("/behaviour/client-behaviour.json")) {
            List<OfficialCase> cases = new ArrayList<>();
            new ObjectMapper().readTree(Objects.requireNonNull(json)).forEach(node -> cases.add(read(node)));
            return cases;
        }
    }

    private static OfficialCase read(JsonNode node) {
        Direction direction = switch (node.get("client").asText()) {
            case "send" -> Direction.SEND;
            case "recv" -> Direction.RECEIVE;
            default -> throw new IllegalArgumentException("neither send nor recv");
        };
        boolean accepted = switch (node.get("result").asText()) {
            case "accepted" -> true;
            case "refused" -> false;
            default -> throw new IllegalArgumentException("neither accepted nor refused");
        };
        return new OfficialCase(node.get("case").asText(), direction, accepted,
                accepted ? Optional.empty() : step(node.get("lastSeen").asText()),
                Optional.ofNullable(node.at("/received/0").textValue()));
    }

    private static Optional<Step> step(String lastSeen) {
        if (lastSeen.startsWith("tlsClientError")) {
            return Optional.empty();
        }
        return Stream.of(Step.values()).filter(step -> lastSeen.startsWith(step.recordedAs())).findFirst()
                .or(() -> {
                    throw new IllegalArgumentException("unknown step");
                });
    }
}
