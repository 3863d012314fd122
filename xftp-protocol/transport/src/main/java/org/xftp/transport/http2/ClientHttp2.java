package org.xftp.transport.http2;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.StreamBufferingEncoder;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.xftp.transport.ClientStream;
import org.xftp.transport.RequestHead;

/** A client's HTTP/2 on one connection (docs/PROTOCOL.md section 2). */
public final class ClientHttp2 {
    private static final long MAX_HEADERS = 16 << 10;
    /** How many streams are opened where the server sets no limit; RFC 9113 advises servers to allow as many. */
    private static final int UNLIMITED_STREAMS = 100;
    /** Empty DATA frames in a row that no relay sends which means well. */
    private static final int MOST_EMPTY_DATA = 1000;

    private final ClientEndpoint endpoint;

    /** {@code authority} is what requests carry as {@code :authority}; {@code windows} bound what the server sends. */
    public ClientHttp2(String authority, FlowWindows windows) {
        endpoint = new Builder(authority, windows).build();
    }

    /** To be put behind TLS. */
    public ChannelHandler handler() {
        return endpoint;
    }

    /** Whether new requests can be sent. */
    public boolean usable() {
        return endpoint.usable();
    }

    /** The shortest round trip that was seen; empty before the first. */
    public Optional<Duration> roundTrip() {
        long nanos = endpoint.roundTripNanos();
        return nanos == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    /** Event loop: whether a request is running. */
    public boolean busy() {
        return endpoint.openExchanges() > 0;
    }

    /** Event loop: asks the peer for a sign of life. */
    public void ping() {
        endpoint.ping();
    }

    /** Begins a request; only after the handler was added. */
    public ClientStream open(RequestHead head, boolean endStream) throws IOException {
        return endpoint.open(head, endStream);
    }

    /** Closes the connection. */
    public void close() {
        endpoint.onEventLoop(endpoint::closeNow);
    }

    /**
     * Holds streams back until the server allows them. One stream at a time until its SETTINGS are
     * there: some relays allow only one.
     */
    private static final class PatientEncoder extends StreamBufferingEncoder {
        private boolean settingsSeen;

        PatientEncoder(Http2Connection connection) {
            super(new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter()), 1);
            connection.local().maxActiveStreams(1);
        }

        @Override
        public void consumeReceivedSettings(Http2Settings settings) {
            if (!settingsSeen && settings.maxConcurrentStreams() == null) {
                connection().local().maxActiveStreams(UNLIMITED_STREAMS);
            }
            settingsSeen = true;
            super.consumeReceivedSettings(settings);
        }
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<ClientEndpoint, Builder> {
        private final String authority;
        private final FlowWindows windows;

        Builder(String authority, FlowWindows windows) {
            this.authority = authority;
            this.windows = windows;
        }

        @Override
        protected ClientEndpoint build() {
            DefaultHttp2Connection connection = new DefaultHttp2Connection(false);
            connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection,
                    new UniformStreamByteDistributor(connection)));
            Http2ConnectionEncoder encoder = new PatientEncoder(connection);
            // ClientEndpoint answers PING and SETTINGS: a builder that gets its codec does not bound Netty's answers.
            Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(connection, encoder,
                    new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, MAX_HEADERS)),
                    Http2PromisedRequestVerifier.ALWAYS_VERIFY, false, false, true);
            initialSettings(new Http2Settings().pushEnabled(false).initialWindowSize(windows.near())
                    .maxHeaderListSize(MAX_HEADERS));
            decoderEnforceMaxConsecutiveEmptyDataFrames(MOST_EMPTY_DATA);
            codec(decoder, encoder);
            return super.build();
        }

        @Override
        protected ClientEndpoint build(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder,
                Http2Settings settings) {
            return new ClientEndpoint(decoder, encoder, settings, authority, windows);
        }
    }
}
