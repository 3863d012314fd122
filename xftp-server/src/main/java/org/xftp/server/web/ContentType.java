package org.xftp.server.web;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What browsers are told a file is, by the end of its name.
 *
 * @param text as in the header
 * @param isText whether compressing it pays
 */
record ContentType(String text, boolean isText) {
    private static final ContentType UNKNOWN = new ContentType("application/octet-stream", false);
    private static final ContentType JSON = new ContentType("application/json", true);
    private static final Map<String, ContentType> BY_SUFFIX = Map.ofEntries(
            Map.entry("html", new ContentType("text/html", true)),
            Map.entry("css", new ContentType("text/css", true)),
            Map.entry("js", new ContentType("application/javascript", true)),
            Map.entry("mjs", new ContentType("application/javascript", true)),
            Map.entry("json", JSON),
            Map.entry("map", JSON),
            Map.entry("webmanifest", new ContentType("application/manifest+json", true)),
            Map.entry("txt", new ContentType("text/plain; charset=utf-8", true)),
            Map.entry("xml", new ContentType("application/xml", true)),
            Map.entry("svg", new ContentType("image/svg+xml", true)),
            Map.entry("wasm", new ContentType("application/wasm", false)),
            Map.entry("png", new ContentType("image/png", false)),
            Map.entry("jpg", new ContentType("image/jpeg", false)),
            Map.entry("jpeg", new ContentType("image/jpeg", false)),
            Map.entry("gif", new ContentType("image/gif", false)),
            Map.entry("webp", new ContentType("image/webp", false)),
            Map.entry("ico", new ContentType("image/x-icon", false)),
            Map.entry("pdf", new ContentType("application/pdf", false)),
            Map.entry("woff", new ContentType("font/woff", false)),
            Map.entry("woff2", new ContentType("font/woff2", false)),
            Map.entry("ttf", new ContentType("font/ttf", false)));

    static ContentType of(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.equals("apple-app-site-association")) {
            return JSON;
        }
        int dot = name.lastIndexOf('.');
        return dot < 0 ? UNKNOWN : BY_SUFFIX.getOrDefault(name.substring(dot + 1), UNKNOWN);
    }
}
