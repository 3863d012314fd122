package org.xftp.transport.http2;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.util.Optional;
import org.xftp.transport.ClientAddress;
import org.xftp.transport.ConnectionHandler;
import org.xftp.transport.ServerSettings;

/** Makes the HTTP/2 handlers of a server (docs/PROTOCOL.md section 2). */
public final class ServerHttp2 extends AbstractHttp2ConnectionHandlerBuilder<ServerEndpoint, ServerHttp2> {
    /** As official relays announce. */
    private static final int MAX_FRAME = 32_759;

    /** Streams served beyond those announced: official relays do not count so strictly. */
    static final int STREAMS_BEYOND = 28;

    private final ConnectionHandler handler;
    private final ServerSettings settings;
    private final RunningStreams running;
    private final Optional<ClientAddress> client;
    private final Buffers buffers;

    private ServerHttp2(ConnectionHandler handler, ServerSettings settings, RunningStreams running,
            Optional<ClientAddress> client, Buffers buffers) {
        this.handler = handler;
        this.settings = settings;
        this.running = running;
        this.client = client;
        this.buffers = buffers;
    }

    /** A handler for one connection of a client, to be put behind TLS. */
    public static ChannelHandler handler(ConnectionHandler handler, ServerSettings settings, RunningStreams running,
            Optional<ClientAddress> client, Buffers buffers) {
        DefaultHttp2Connection connection = new DefaultHttp2Connection(true, 0);
        connection.remote().flowController(
                new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        return new ServerHttp2(handler, settings, running, client, buffers).connection(connection)
                .initialSettings(new Http2Settings().initialWindowSize(FlowWindows.server(settings.offer()).near())
                        .maxConcurrentStreams(settings.limits().streams()).maxFrameSize(MAX_FRAME)
                        .maxHeaderListSize(settings.limits().headerBytes()))
                // Counted by FloodGuard, which allows a few per second and not a few in a row.
                .decoderEnforceMaxConsecutiveEmptyDataFrames(0)
                // ServerEndpoint answers them, once they are counted: a flood is not answered to its last frame.
                .autoAckPingFrame(false).autoAckSettingsFrame(false).build();
    }

    @Override
    protected ServerEndpoint build(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder,
            Http2Settings initial) {
        return new ServerEndpoint(decoder, encoder, initial, handler, settings, running, client, buffers);
    }
}
