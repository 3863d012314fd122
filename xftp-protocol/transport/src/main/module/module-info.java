/** Connections between XFTP peers. Only {@code org.xftp.transport} is for other modules; Netty and TLS do not show. */
@org.jspecify.annotations.NullMarked
module org.xftp.transport {
    requires static transitive org.jspecify;
    requires transitive org.xftp.protocol;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.codec.socks;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    exports org.xftp.transport;
}
