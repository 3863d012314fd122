package org.xftp.server.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Puts other people's text into HTML. */
final class Html {
    private Html() {}

    /** Safe as text and inside quoted attributes; control characters are left out. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().filter(c -> !Character.isISOControl(c)).forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** A link where the text is the address of a web page, otherwise the text alone. */
    static String linked(String text) {
        var shown = escape(text);
        return webAddress(text).map(_ -> "<a rel=\"noopener nofollow\" href=\"" + shown + "\">" + shown + "</a>")
                .orElse(shown);
    }

    /** A link where the text is an e-mail address, otherwise the text alone. */
    static String mailed(String text) {
        var shown = escape(text);
        return text.matches("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253}")
                ? "<a href=\"mailto:" + shown + "\">" + shown + "</a>"
                : shown;
    }

    /** Only http and https: any other scheme could do things in a browser. */
    private static Optional<URI> webAddress(String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
