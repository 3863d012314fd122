package org.xftp.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.xftp.protocol.crypto.Digest;

/** What the relay's own pages have in common. They load nothing: style and images are inside, scripts there are none. */
final class Layout {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}
            figure{margin:1.5rem 0}svg{width:16rem;max-width:100%;display:block}
            code{overflow-wrap:anywhere}table{border-collapse:collapse;margin:1rem 0}
            th{text-align:left;font-weight:600;padding:.2rem 1.5rem .2rem 0;vertical-align:top}td{overflow-wrap:anywhere}""";

    /** What a browser may do with such a page: apply this style, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Layout() {}

    /** @param body HTML */
    static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(Html.escape(title), STYLE, body);
    }

    /** For a path that leads nowhere. */
    static String missing() {
        return page("Not found", """
                <h1>Not found</h1>
                <p>There is no such page. <a href="/">About this relay</a></p>
                """);
    }

    /** For a link to a file: what makes it one stands behind the # and is never sent to a server. */
    static String fileLink() {
        return page("A file for you", """
                <h1>A file for you</h1>
                <p>The address of this page is a link to an encrypted file. Everything needed to read the file is in \
                the part behind the <code>#</code>, which browsers keep to themselves: this server has not seen it.</p>
                <p>To receive the file, copy the whole address from the address bar and give it to the program \
                <code>xftp</code>, in quotation marks:</p>
                <p><code>xftp recv 'https://...'</code></p>
                <p><a href="/">About this relay</a></p>
                """);
    }

    private static String digest(String text) {
        Digest digest = Digest.compute(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest.toArray());
    }
}
