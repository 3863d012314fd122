package org.xftp.server.web;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xftp.server.config.RelaySettings;
import org.xftp.transport.Headers;
import org.xftp.transport.ServerStream;

/**
 * Answers GET and HEAD: the operator's files first, then the relay's own pages, and 404 for all else. Safe for use by
 * many threads; holds no file in memory.
 */
public final class WebSite {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Optional<StaticFiles> files;
    private final Page information;
    private final Page fileLink = new Page(OK, Layout.fileLink());
    private final Page missing = new Page(NOT_FOUND, Layout.missing());

    private WebSite(Optional<StaticFiles> files, Page information) {
        this.files = files;
        this.information = information;
    }

    /** The pages of a relay with these settings. */
    public static WebSite of(RelaySettings settings) {
        return new WebSite(settings.site().staticPath().map(StaticFiles::new),
                new Page(OK, InformationPage.of(settings).html()));
    }

    /** Answers a request of a connection on which nothing but pages is served. */
    public void serve(ServerStream stream) throws IOException {
        switch (stream.head().method()) {
            case "GET", "HEAD" -> answer(stream);
            default -> stream.respond(METHOD_NOT_ALLOWED, Headers.of("allow", "GET, HEAD", "content-length", "0"))
                    .finish();
        }
    }

    /** Answers a GET or HEAD. */
    public void answer(ServerStream stream) throws IOException {
        var segments = segments(stream.head().path());
        var file = files.flatMap(all -> segments.flatMap(all::find));
        if (file.isPresent()) {
            new StaticFile(file.get()).answer(stream);
        } else {
            segments.map(this::page).orElse(missing).answer(stream);
        }
    }

    private Page page(List<String> segments) {
        return switch (String.join("/", segments)) {
            case "", "index.html" -> information;
            case "file", "file/index.html" -> fileLink;
            default -> missing;
        };
    }

    /** The decoded parts of a path without its query; empty when it is none. */
    private static Optional<List<String>> segments(String path) {
        var plain = path.split("[?#]", 2)[0];
        try {
            return Optional.of(Stream.of(plain.split("/", -1)).filter(segment -> !segment.isEmpty())
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8)).toList());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
