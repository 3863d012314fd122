package org.xftp.server.behaviour;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where our relay is meant to answer other than the recorded one: docs/PROTOCOL.md section 9, and a
 * few things that are nobody's contract. A case that is not here must be answered as recorded.
 */
final class Differences {
    private static final String SYNTAX = "ERR CMD SYNTAX";

    /** How long the recorder's own pauses took, and the free text of GOAWAY frames, are nobody's contract. */
    private static final Set<String> NOT_COMPARED = Set.of("afterSeconds", "text");

    private final Map<String, Map<String, Object>> replies = new HashMap<>();

    Differences() {
        keys();
        uploads();
        windows();
        resets();
        web();
        slow();
        strictHttp2();
        texts();
    }

    /** Names of the cases that differ. */
    Set<String> names() {
        return replies.keySet();
    }

    /** The recorded reply with what ours does otherwise put in its place. */
    Map<String, Object> expected(RecordedCase recorded) {
        Map<String, Object> ours = replies.get(recorded.name());
        return comparable(ours == null ? recorded.reply() : ours);
    }

    private static Map<String, Object> comparable(Map<String, Object> reply) {
        Map<String, Object> kept = new LinkedHashMap<>();
        reply.forEach((name, value) -> {
            if (!NOT_COMPARED.contains(name)) {
                kept.put(name, comparableValue(value));
            }
        });
        return kept;
    }

    private static Object comparableValue(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                map.forEach((name, field) -> fields.put((String) name, field));
                yield comparable(fields);
            }
            case List<?> list -> List.copyOf(list.stream().map(Differences::comparableValue).toList());
            default -> value;
        };
    }

    private void keys() {
        // "all-zero and small-order DH keys in FGET are served": CMD SYNTAX
        differs("FGET all-zero key", error(SYNTAX, "as sent"));
        differs("FGET small-order key", error(SYNTAX, "as sent"));
        // "digests of a length other than 32 are taken by FNEW": CMD SYNTAX
        for (int length : List.of(0, 31, 33, 64, 255)) {
            differs("FNEW digest " + length + " bytes", error(SYNTAX, "empty"));
        }
        differs("FPUT of a chunk registered with a 31-byte digest", error(SYNTAX, "empty"));
        // "P-256 is refused for browsers": allowed
        differs("tls: browser, groups P-256", Map.of("tls", "TLSv1.3 TLS_AES_256_GCM_SHA384", "group", "secp256r1",
                "finishedLength", 48, "hello", "ServerHandshake", "sessionIdLength", 48));
    }

    private void uploads() {
        // "a re-upload longer than the chunk gets OK": SIZE
        differs("FPUT again, 1 MiB", error("ERR SIZE", "as sent"));
        // "re-upload of a chunk whose body is gone from disk gets OK": the body is stored again
        differs("FGET after that FPUT", Map.of("http", 200, "reply", "FILE", "dhKeyLength", 44, "sessionId",
                "the connection's", "corrId", "empty", "entityId", "as sent", "authenticator", "empty",
                "bytesAfterBlock", 65_552, "connectionAfter", "usable"));
        // "two uploads of one chunk at once destroy each other": one wins, both get OK if their bytes are right
        differs("parallel: two FPUTs of one chunk at a time", Map.of("uploadB", "OK", "fgetAfterB", "FILE", "uploadA",
                "OK", "fgetAfterA", "FILE", "bodyOnDisk", true));
        differs("parallel: two FPUTs of one chunk, the slower one wrong", Map.of("uploadB", "OK", "uploadA",
                "ERR DIGEST", "fgetAfter", "FILE", "bodyOnDisk", true));
    }

    private void windows() {
        // "unread body bytes use up the connection window for good": given back
        differs("FPUT unknown id, 4 MiB body", error("ERR AUTH", "as sent"));
        differs("FPUT 4 MiB unsigned", error("ERR CMD NO_AUTH", "as sent"));
        differs("quota: FPUT of 4 MiB over quota", error("ERR QUOTA", "as sent"));
        for (String name : List.of("FPUT unknown id", "unsigned FPUT")) {
            differs("http2: " + name + " with 65536-byte body, repeated",
                    Map.of("answered", 40, "thenReply", "PONG", "windowLeft", "some"));
        }
    }

    private void resets() {
        // "RST_STREAM by a client closes the connection": only that stream ends
        differs("http2: RST_STREAM(CANCEL) during a download",
                Map.of("goaway", "none", "socketClosed", false, "connectionAfter", "usable"));
        differs("http2: 4 streams opened and reset at once", Map.of("goaway", "none", "rstStream", "none", "closed",
                false, "pingAcks", 0, "settingsAcks", 1, "headers", 0));
    }

    private void web() {
        // "GET of an unknown path gets no answer; HEAD gets a body": 404; HEAD as HTTP says
        Map<String, Object> missing = Map.of("http", 404, "body", "a page", "headers",
                Map.of("content-type", "text/html"), "thenGoodHello", "ServerHandshake");
        differs("web: GET unknown path", missing);
        differs("web: GET ..", missing);
        differs("web: GET unknown path on a finished web connection",
                Map.of("http", 404, "body", "a page", "headers", Map.of("content-type", "text/html"), "thenPING",
                        "PONG"));
        differs("web: HEAD /", Map.of("http", 200, "body", "empty", "headers", Map.of("content-type", "text/html"),
                "thenGoodHello", "ServerHandshake"));
        // Our page is small: it needs neither scripts nor fonts.
        differs("web: GET / with accept-encoding br",
                Map.of("http", 200, "headers", Map.of("content-type", "text/html"), "bytes", "under 20000"));
        differs("HEAD without body", Map.of("http", 200, "stream", "no body", "connectionAfter", "usable"));
    }

    private void slow() {
        // "an upload that stalls for 5 minutes gets FILE_IO": TIMEOUT
        Map<String, Object> timeout = new HashMap<>(error("ERR TIMEOUT", "as sent"));
        timeout.put("answeredAfterSeconds", 300);
        differs("slow: FPUT that trickles", timeout);
        Map<String, Object> stall = new HashMap<>(timeout);
        stall.put("pingOnSameConnectionAt290s", "PONG");
        stall.put("thenSameFputOnAnotherConnection", "OK");
        differs("slow: FPUT that stalls", stall);
        // "half a handshake, half a block, or TLS without HTTP/2 is held for ever": closed after a limit
        differs("slow: TLS without HTTP/2", Map.of("closed", true));
        differs("slow: half a handshake", Map.of("closed", true));
        differs("slow: block that stalls", Map.of("ended", true));
    }

    /** Not in section 9, and still not as recorded: RFC 9113 demands of a server what ours does. */
    private void strictHttp2() {
        // Section 3.4: the client's first frame is SETTINGS, anything else a connection error.
        differs("http2: no SETTINGS", Map.of("goaway", List.of(Map.of("code", "PROTOCOL_ERROR")), "rstStream", "none",
                "closed", true, "pingAcks", 0, "settingsAcks", 0, "headers", 0));
        // Section 5.1: HEADERS on a stream that has ended; ours refuses that stream and keeps the others.
        differs("http2: stream id used twice", Map.of("goaway", "none", "rstStream", "1 frames", "closed", false,
                "pingAcks", 0, "settingsAcks", 1, "headers", 1));
    }

    private void texts() {
        // Our SETTINGS go out before the preface is read, so more than a GOAWAY comes.
        differs("http2: HTTP/1.1 text, ALPN xftp/1", Map.of("looksLike", "GOAWAY", "closed", true));
        // The recorded one is Haskell's complaint that it was started without statistics.
        differs("control port: commands without role", Map.of("output", List.of("XFTP server control port",
                "'help' for supported commands", "AUTH", "AUTH", "statistics",
                "commands: stats-rts, delete, help, quit", "error: Failed reading: bad ControlProtocol command", "")));
    }

    private void differs(String name, Map<String, Object> reply) {
        if (replies.put(name, reply) != null) {
            throw new IllegalArgumentException("named twice: " + name);
        }
    }

    private static Map<String, Object> error(String text, String entityId) {
        return Map.of("http", 200, "reply", text, "sessionId", "the connection's", "corrId", "empty", "entityId",
                entityId, "authenticator", "empty", "bytesAfterBlock", 0, "connectionAfter", "usable");
    }
}
