package org.xftp.server.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.Headers;
import org.xftp.transport.ServerStream;

/** Sends one of the operator's files, a piece at a time; texts are compressed on the way where the browser wants it. */
record StaticFile(Path path) {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int PIECE = 32 << 10;

    void answer(ServerStream stream) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        var type = ContentType.of(path);
        var tag = "\"" + Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS)) + "-"
                + Long.toHexString(attributes.size()) + "\"";
        var headers = WebHeaders.of("content-type", type.text(), "etag", tag);
        var request = stream.head().headers();
        if (WebHeaders.isKnown(request, tag)) {
            stream.respond(NOT_MODIFIED, headers).finish();
            return;
        }
        try (var in = Files.newInputStream(path)) {
            if (type.isText() && WebHeaders.takesGzip(request)) {
                sendCompressed(stream, headers, in);
            } else {
                sendPlain(stream, headers, in, attributes.size());
            }
        }
    }

    private static void sendPlain(ServerStream stream, Headers headers, InputStream in, long size)
            throws IOException {
        var output = stream.respond(OK, WebHeaders.and(headers, "content-length", Long.toString(size)));
        byte[] piece = new byte[PIECE];
        long left = size;
        while (left > 0) {
            int count = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new EOFException("the file has become shorter");
            }
            output.write(piece, 0, count);
            left -= count;
        }
        output.finish();
    }

    private static void sendCompressed(ServerStream stream, Headers headers, InputStream in) throws IOException {
        var output = stream.respond(OK, WebHeaders.compressed(headers));
        if (!stream.head().method().equals("HEAD")) {
            try (var gzip = new GZIPOutputStream(new Sink(output), PIECE)) {
                in.transferTo(gzip);
            }
        }
        output.finish();
    }

    /** Lets the compressor write to a reply; closing it leaves the reply open. */
    private static final class Sink extends OutputStream {
        private final ByteOutput output;

        Sink(ByteOutput output) {
            this.output = output;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            output.write(b, off, len);
        }
    }
}
