package org.xftp.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.xftp.transport.Headers;

/** Header fields of pages. */
final class WebHeaders {
    private WebHeaders() {}

    /** These fields, and those that every page and file has: no guessing of types, no referrer, ask before reuse. */
    static Headers of(String... namesAndValues) {
        return and(Headers.of(namesAndValues), "cache-control", "no-cache", "x-content-type-options", "nosniff",
                "referrer-policy", "no-referrer");
    }

    static Headers and(Headers headers, String... namesAndValues) {
        List<Headers.Field> fields = new ArrayList<>(headers.fields());
        fields.addAll(Headers.of(namesAndValues).fields());
        return new Headers(fields);
    }

    /** The fields of a body that is compressed. */
    static Headers compressed(Headers headers) {
        return and(headers, "content-encoding", "gzip", "vary", "Accept-Encoding");
    }

    /** RFC 9110 section 12.5.3, as far as it is about gzip; a refusal by {@code q=0} counts. */
    static boolean takesGzip(Headers request) {
        return values(request, "accept-encoding").anyMatch(value -> value.toLowerCase(Locale.ROOT)
                .matches("(x-)?gzip\\s*(;\\s*q\\s*=\\s*(0\\.\\d*[1-9]\\d*|1(\\.0*)?))?"));
    }

    /** Whether the client has this version already (RFC 9110 section 13.1.2). */
    static boolean isKnown(Headers request, String tag) {
        return values(request, "if-none-match").map(value -> value.startsWith("W/") ? value.substring(2) : value)
                .anyMatch(value -> value.equals(tag) || value.equals("*"));
    }

    private static Stream<String> values(Headers request, String name) {
        return request.fields().stream().filter(field -> field.name().equals(name))
                .flatMap(field -> Stream.of(field.value().split(",", -1))).map(String::strip);
    }
}
