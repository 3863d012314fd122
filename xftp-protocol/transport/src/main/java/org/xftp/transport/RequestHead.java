package org.xftp.transport;

/** What a request begins with; XFTP itself looks at neither method nor path (docs/PROTOCOL.md section 2). */
public record RequestHead(String method, String path, Headers headers) {
    /** The request head that native peers send. */
    public static RequestHead post() {
        return new RequestHead("POST", "/", Headers.EMPTY);
    }
}
