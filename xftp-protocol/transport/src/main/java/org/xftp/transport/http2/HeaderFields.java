package org.xftp.transport.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.Headers;
import org.xftp.transport.RequestHead;

/** Between our header types and HTTP/2's. */
final class HeaderFields {
    private HeaderFields() {}

    static RequestHead requestHead(Http2Headers fields) {
        return new RequestHead(text(fields.method()), text(fields.path()), headers(fields));
    }

    static Headers headers(Http2Headers fields) {
        List<Headers.Field> list = new ArrayList<>();
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            String name = field.getKey().toString();
            if (!name.startsWith(":")) {
                list.add(new Headers.Field(name, field.getValue().toString()));
            }
        }
        return new Headers(list);
    }

    static Http2Headers request(RequestHead head, String authority) {
        Http2Headers fields = new DefaultHttp2Headers().method(head.method()).scheme("https").authority(authority)
                .path(head.path());
        return addAll(fields, head.headers());
    }

    static Http2Headers response(int status, Headers headers) {
        return addAll(new DefaultHttp2Headers().status(Integer.toString(status)), headers);
    }

    private static Http2Headers addAll(Http2Headers fields, Headers headers) {
        for (Headers.Field field : headers.fields()) {
            fields.add(field.name(), field.value());
        }
        return fields;
    }

    private static String text(@Nullable CharSequence value) {
        return value == null ? "" : value.toString();
    }
}
