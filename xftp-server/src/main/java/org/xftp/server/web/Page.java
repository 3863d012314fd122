package org.xftp.server.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.xftp.protocol.crypto.Digest;
import org.xftp.transport.ServerStream;

/** One of the relay's own pages, ready to be sent, also compressed. */
final class Page {
    private static final int NOT_MODIFIED = 304;

    private final int status;
    private final byte[] plain;
    private final byte[] compressed;
    private final String tag;

    Page(int status, String html) {
        this.status = status;
        this.plain = html.getBytes(StandardCharsets.UTF_8);
        this.compressed = gzip(plain);
        this.tag = "\"" + Digest.compute(plain).hex().substring(0, 16) + "\"";
    }

    private static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    void answer(ServerStream stream) throws IOException {
        var request = stream.head().headers();
        var common = WebHeaders.of("content-type", "text/html", "content-security-policy", Layout.POLICY, "etag", tag);
        if (WebHeaders.isKnown(request, tag) && status == 200) {
            stream.respond(NOT_MODIFIED, common).finish();
            return;
        }
        boolean gzip = WebHeaders.takesGzip(request);
        byte[] body = gzip ? compressed : plain;
        var headers = WebHeaders.and(common, "content-length", Integer.toString(body.length));
        stream.respond(status, gzip ? WebHeaders.compressed(headers) : headers).finish(body, 0, body.length);
    }
}
