package org.xftp.server.behaviour.peer;

import java.util.Map;

/** A whole HTTP response. */
public record Answer(int status, Map<String, String> headers, Bytes body) {
    public Answer {
        headers = Map.copyOf(headers);
    }
}
