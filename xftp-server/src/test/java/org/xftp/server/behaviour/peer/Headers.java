package org.xftp.server.behaviour.peer;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Header fields in order, pseudo headers included, and their HPACK encoding without any compression. */
public record Headers(Map<String, String> fields) {
    public Headers {
        fields = new LinkedHashMap<>(fields);
    }

    /** A request; further fields by {@link #with}. */
    public static Headers request(String method, String path) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(":method", method);
        fields.put(":scheme", "https");
        fields.put(":authority", "localhost");
        fields.put(":path", path);
        return new Headers(fields);
    }

    public static Headers post() {
        return request("POST", "/");
    }

    public Headers with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Headers(more);
    }

    /** Literal fields that are never indexed; names and values of up to 126 bytes. */
    public Bytes encoded() {
        Bytes block = Bytes.EMPTY;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            block = Bytes.join(block, Bytes.of(0), Bytes.ascii(field.getKey()).asShort(),
                    Bytes.ascii(field.getValue()).asShort());
        }
        return block;
    }

    static Headers decode(DefaultHttp2HeadersDecoder decoder, Frame frame) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload().toArray()))
                    .forEach(field -> fields.put(field.getKey().toString(), field.getValue().toString()));
        } catch (Http2Exception e) {
            throw new IOException("bad header block", e);
        }
        return new Headers(fields);
    }
}
