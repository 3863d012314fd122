package org.xftp.server.behaviour;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xftp.protocol.wire.WireException;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;

/** What a scenario saw, in the names and words of the recorded {@code reply}. */
record Observation(Map<String, Object> fields) {
    private static final List<String> HEADERS_OF_INTEREST = List.of("access-control-allow-origin",
            "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age",
            "access-control-expose-headers", "content-type", "content-encoding", "vary");

    Observation {
        fields = new LinkedHashMap<>(fields);
    }

    static Observation of(String name, Object value) {
        return new Observation(Map.of(name, value));
    }

    /** Name, value, name, value .. */
    static Observation of(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Observation(fields);
    }

    Observation with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Observation(more);
    }

    /** A reply with transmission framing. */
    static Observation reply(Session session, Transmission sent, Answer answer) {
        Reply reply = Reply.of(answer);
        Observation seen = of("http", answer.status(), "reply", reply.text(), "sessionId",
                reply.sessionId().equals(session.sessionId()) ? "the connection's" : "another", "corrId",
                echo(sent.corrId(), reply.corrId()), "entityId", echo(sent.entityId(), reply.entityId()),
                "authenticator", reply.authenticator().length() == 0 ? "empty" : "not empty", "bytesAfterBlock",
                reply.rest().length());
        return switch (reply.text()) {
            case "SIDS" -> seen.with("recipientIds", reply.recipientIds().size())
                    .with("idLengths", reply.idsOf16() ? 16 : "other");
            case "RIDS" -> seen.with("recipientIds", reply.recipientIds().size());
            case "FILE" -> seen.with("dhKeyLength", reply.relayKey().length());
            default -> seen;
        };
    }

    /** A reply of the handshake: empty, a bare text, a ServerHandshake or, when it is over, a transmission. */
    static Observation handshake(Session session, Answer answer) {
        Observation seen = of("http", answer.status());
        if (answer.body().length() == 0) {
            return seen.with("body", "empty");
        }
        Observation more = seen.with("bytesAfterBlock", answer.body().length() - Transmission.BLOCK);
        Bytes payload = Reply.payload(answer);
        if (payload.length() > 200) {
            return more.with("serverHandshake", fields(session, Hello.of(answer)));
        }
        try {
            return reply(session, Transmission.of(Bytes.EMPTY), answer);
        } catch (WireException e) {
            return more.with("bareText", payload.ascii());
        }
    }

    private static Map<String, Object> fields(Session session, Hello hello) {
        return of("min", hello.min(), "max", hello.max(), "sessionId",
                hello.sessionId().equals(session.sessionId()) ? "the connection's" : "another", "certificates",
                hello.certificates().size(), "proof", hello.proof().length(), "tail", hello.tail().length()).fields();
    }

    /** In a few words: the text of a reply, a bare text, or what the body is. */
    static String brief(Optional<Answer> answer) {
        if (answer.isEmpty()) {
            return "no answer";
        }
        if (answer.get().body().length() == 0) {
            return "empty body";
        }
        Bytes payload = Reply.payload(answer.get());
        if (payload.length() > 200) {
            return "ServerHandshake";
        }
        try {
            return Reply.of(answer.get()).text();
        } catch (WireException e) {
            return payload.ascii();
        }
    }

    /** Those headers of the answer that the recorded cases speak of. */
    static Map<String, Object> headers(Answer answer) {
        Map<String, Object> seen = new LinkedHashMap<>();
        HEADERS_OF_INTEREST.stream().filter(answer.headers()::containsKey)
                .forEach(name -> seen.put(name, answer.headers().get(name)));
        return seen;
    }

    private static String echo(Bytes sent, Bytes received) {
        if (received.length() == 0) {
            return "empty";
        }
        return received.equals(sent) ? "as sent" : "another";
    }
}
