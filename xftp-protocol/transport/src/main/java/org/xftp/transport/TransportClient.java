package org.xftp.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xftp.transport.http2.FlowWindows;

/** Connects to relays (docs/PROTOCOL.md section 2). Owns the event loops of its connections; all threads are daemons. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
public final class TransportClient implements AutoCloseable {
    private static final String THREADS = "xftp-client-io";
    private static final String TOO_LONG = "connecting took too long";

    private final ClientChannels channels;
    private final FlowWindows windows;
    private final NameLookup.Resolver resolver;
    private final SecureRandom random = new SecureRandom();

    /** With an event loop for every two processors. */
    public TransportClient() {
        this(EventLoops.forThisMachine(THREADS), FlowWindows.CLIENT, NameLookup.SYSTEM);
    }

    /** With that many event loops. */
    public TransportClient(int eventLoops) {
        this(eventLoops, FlowWindows.CLIENT);
    }

    /** The same with other windows. */
    TransportClient(int eventLoops, FlowWindows windows) {
        this(EventLoops.of(eventLoops, THREADS), windows, NameLookup.SYSTEM);
    }

    /** The same with other addresses. */
    TransportClient(int eventLoops, NameLookup.Resolver resolver) {
        this(EventLoops.of(eventLoops, THREADS), FlowWindows.CLIENT, resolver);
    }

    private TransportClient(EventLoopGroup loops, FlowWindows windows, NameLookup.Resolver resolver) {
        this.channels = new ClientChannels(loops);
        this.windows = windows;
        this.resolver = resolver;
    }

    /**
     * Connects to the first address of the host that answers and agrees TLS. The addresses share the time: one that
     * does not answer takes no more of it than each of those behind it may.
     *
     * @param timeout for all of it
     * @throws TlsException when TLS cannot be agreed; what the certificate check threw when that refused
     * @throws SocketTimeoutException when the time is up
     * @throws IOException when no address can be reached; messages name no host or address
     */
    public ClientConnection connect(String host, int port, ClientTlsSettings tls, Duration timeout)
            throws IOException {
        return connect(host, port, tls, timeout, ConnectListener.NONE);
    }

    /** As {@link #connect(String, int, ClientTlsSettings, Duration)}, and tells how far it has come. */
    public ClientConnection connect(String host, int port, ClientTlsSettings tls, Duration timeout,
            ConnectListener listener) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        IOException last = new ConnectException("the host has no address");
        InetAddress[] addresses = NameLookup.resolve(host, timeout, resolver);
        listener.reached(ConnectListener.Stage.RESOLVED);
        for (int i = 0; i < addresses.length; i++) {
            try {
                Connecting connecting = connecting(host, port, tls, deadline - System.nanoTime(), listener);
                return connect(addresses[i], port, connecting, connecting.tlsHandler(), addresses.length - i, deadline);
            } catch (ConnectException | NoAnswerException e) {
                last = e;
            }
        }
        throw last;
    }

    /**
     * As {@link #connect(String, int, ClientTlsSettings, Duration)}, but through a proxy, which gets the host as it is
     * here: its name is resolved nowhere else.
     *
     * @throws ProxyException when the proxy cannot be reached or does not make the connection
     */
    public ClientConnection connect(SocksProxy proxy, String host, int port, ClientTlsSettings tls, Duration timeout)
            throws IOException {
        return connect(proxy, host, port, tls, timeout, ConnectListener.NONE);
    }

    /** As {@link #connect(SocksProxy, String, int, ClientTlsSettings, Duration)}, and tells how far it has come. */
    public ClientConnection connect(SocksProxy proxy, String host, int port, ClientTlsSettings tls, Duration timeout,
            ConnectListener listener) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        IOException last = new ConnectException("no address");
        InetAddress[] addresses;
        try {
            addresses = NameLookup.resolve(proxy.host(), timeout, resolver);
        } catch (UnknownHostException e) {
            throw unreachableProxy(e);
        }
        for (int i = 0; i < addresses.length; i++) {
            Connecting connecting = connecting(host, port, tls, deadline - System.nanoTime(), listener);
            try {
                return connect(addresses[i], proxy.port(), connecting, new SocksHandshake(proxy, host, port,
                        connecting.tlsHandler(), connecting::failed), addresses.length - i, deadline);
            } catch (ConnectException | NoAnswerException e) {
                last = e;
            }
        }
        throw unreachableProxy(last);
    }

    private static ProxyException unreachableProxy(IOException cause) {
        ProxyException failure = new ProxyException(ProxyException.Reason.NETWORK,
                "the proxy cannot be reached: " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    private Connecting connecting(String host, int port, ClientTlsSettings tls, long nanos, ConnectListener listener) {
        return new Connecting(tls, random, authority(host, port), windows,
                Duration.ofMillis(millis(nanos)), listener);
    }

    private static int millis(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos), 1, Integer.MAX_VALUE);
    }

    /** {@code addressesLeft} share the time until the deadline for TCP; for what comes then there is all of it. */
    private ClientConnection connect(InetAddress address, int port, Connecting connecting, ChannelHandler first,
            int addressesLeft, long deadline) throws IOException {
        long nanos = deadline - System.nanoTime();
        ChannelFuture channel = channels.connect(address, port, millis(nanos / addressesLeft), first,
                cause -> connecting.failed(unreachable(cause)));
        try {
            return connecting.result().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            channel.channel().close();
            throw channel.isSuccess() ? new SocketTimeoutException(TOO_LONG) : new NoAnswerException();
        } catch (InterruptedException e) {
            channel.channel().close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("connecting failed", e.getCause());
        }
    }

    private static String authority(String host, int port) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** Netty's own messages name the address. */
    private static IOException unreachable(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException ignored -> new NoAnswerException();
            case ConnectException ignored -> new ConnectException("the connection was refused");
            default -> new ConnectException("the host cannot be reached");
        };
    }

    /** An address did not even answer TCP's first packet. Another one of the host may. */
    private static final class NoAnswerException extends SocketTimeoutException {
        private static final long serialVersionUID = 1L;

        NoAnswerException() {
            super(TOO_LONG);
        }
    }

    /** Closes all connections of this client, and lets go of their sockets; who is connecting, or wants to, fails. */
    @Override
    public void close() {
        channels.close();
    }
}
