package org.xftp.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandRequest;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialRequest;
import io.netty.handler.codec.socksx.v5.DefaultSocks5PasswordAuthRequest;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5ClientEncoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandResponse;
import io.netty.handler.codec.socksx.v5.Socks5CommandResponseDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5CommandType;
import io.netty.handler.codec.socksx.v5.Socks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5InitialResponseDecoder;
import io.netty.handler.codec.socksx.v5.Socks5Message;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthResponse;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthResponseDecoder;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.transport.ProxyException.Reason;

/** Asks a SOCKS5 proxy for a connection and then makes room for TLS (RFC 1928, 1929). On the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class SocksHandshake extends SimpleChannelInboundHandler<Socks5Message> {
    private final SocksProxy proxy;
    private final String host;
    private final int port;
    private final ChannelHandler next;
    private final Consumer<IOException> failed;
    private boolean done;

    /** @param next is put into the pipeline once the connection is there */
    SocksHandshake(SocksProxy proxy, String host, int port, ChannelHandler next, Consumer<IOException> failed) {
        this.proxy = proxy;
        this.host = host;
        this.port = port;
        this.next = next;
        this.failed = failed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.pipeline().addBefore(ctx.name(), "socks-encoder", Socks5ClientEncoder.DEFAULT);
        ctx.pipeline().addBefore(ctx.name(), "socks-decoder", new Socks5InitialResponseDecoder());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(new DefaultSocks5InitialRequest(
                proxy.credentials().isPresent() ? Socks5AuthMethod.PASSWORD : Socks5AuthMethod.NO_AUTH));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Socks5Message message) {
        DecoderResult decoded = message.decoderResult();
        if (decoded.isFailure()) {
            fail(ctx, Reason.SETTINGS, "what answers as the proxy speaks no SOCKS5");
            return;
        }
        switch (message) {
            case Socks5InitialResponse response -> methodChosen(ctx, response.authMethod());
            case Socks5PasswordAuthResponse response when response.status().isSuccess() ->
                ask(ctx);
            case Socks5PasswordAuthResponse _ ->
                fail(ctx, Reason.SETTINGS, "the proxy does not accept the user name and password");
            case Socks5CommandResponse response -> answered(ctx, response.status());
            default -> fail(ctx, Reason.SETTINGS, "what answers as the proxy speaks no SOCKS5");
        }
    }

    private void methodChosen(ChannelHandlerContext ctx, Socks5AuthMethod method) {
        Optional<SocksProxy.Credentials> credentials = proxy.credentials();
        if (method.equals(Socks5AuthMethod.NO_AUTH)) {
            ask(ctx);
        } else if (method.equals(Socks5AuthMethod.PASSWORD) && credentials.isPresent()) {
            decodeWith(ctx, new Socks5PasswordAuthResponseDecoder());
            ctx.writeAndFlush(new DefaultSocks5PasswordAuthRequest(credentials.get().user(),
                    credentials.get().password()));
        } else {
            fail(ctx, Reason.SETTINGS, credentials.isPresent()
                    ? "the proxy takes no user name and password"
                    : "the proxy wants a user name and a password");
        }
    }

    private void ask(ChannelHandlerContext ctx) {
        decodeWith(ctx, new Socks5CommandResponseDecoder());
        Socks5AddressType type = NetUtil.isValidIpV4Address(host)
                ? Socks5AddressType.IPv4
                : NetUtil.isValidIpV6Address(host) ? Socks5AddressType.IPv6 : Socks5AddressType.DOMAIN;
        ctx.writeAndFlush(new DefaultSocks5CommandRequest(Socks5CommandType.CONNECT, type, host, port));
    }

    private static void decodeWith(ChannelHandlerContext ctx, ChannelHandler decoder) {
        ctx.pipeline().replace("socks-decoder", "socks-decoder", decoder);
    }

    private void answered(ChannelHandlerContext ctx, Socks5CommandStatus status) {
        if (status.isSuccess()) {
            done = true;
            ctx.pipeline().remove("socks-encoder");
            ctx.pipeline().remove("socks-decoder");
            ctx.pipeline().replace(this, "tls", next);
            return;
        }
        fail(ctx, reason(status), "the proxy " + text(status));
    }

    private static Reason reason(Socks5CommandStatus status) {
        if (status.equals(Socks5CommandStatus.FORBIDDEN)) {
            return Reason.FORBIDDEN;
        }
        return status.equals(Socks5CommandStatus.COMMAND_UNSUPPORTED)
                || status.equals(Socks5CommandStatus.ADDRESS_UNSUPPORTED) ? Reason.SETTINGS : Reason.NETWORK;
    }

    /** RFC 1928, section 6. */
    private static String text(Socks5CommandStatus status) {
        return switch (status.byteValue()) {
            case 1 -> "failed (general failure)";
            case 2 -> "does not allow the connection";
            case 3 -> "cannot reach the relay's network";
            case 4 -> "cannot reach the relay's host, or does not know its name";
            case 5 -> "was refused the connection by the relay's host";
            case 6 -> "got no answer from the relay's host in time";
            case 7 -> "makes no connections";
            case 8 -> "does not know this kind of address";
            default -> "failed (code " + (status.byteValue() & 0xff) + ")";
        };
    }

    private void fail(ChannelHandlerContext ctx, Reason reason, String message) {
        if (!done) {
            done = true;
            failed.accept(new ProxyException(reason, message));
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, Reason.NETWORK, "the proxy closed the connection");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, Reason.NETWORK, "the connection to the proxy broke");
    }
}
