package org.xftp.transport.http2;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.function.LongSupplier;

/**
 * Ends connections whose peer sends frames that cost it nothing: more than four PINGs, four SETTINGS
 * or four empty DATA frames within a second, the same rate as official relays allow.
 */
final class FloodGuard {
    private static final int BURST = 4;
    private static final long SECOND = 1_000_000_000;

    private final LongSupplier nanoClock;
    private final Rate pings = new Rate("PING");
    private final Rate settings = new Rate("SETTINGS");
    private final Rate emptyData = new Rate("empty DATA");

    FloodGuard(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    void ping() throws Http2Exception {
        pings.count();
    }

    void settings() throws Http2Exception {
        settings.count();
    }

    /** An empty DATA frame without END_STREAM. */
    void emptyData() throws Http2Exception {
        emptyData.count();
    }

    private final class Rate {
        private final String frames;
        private int count;
        private long since;

        Rate(String frames) {
            this.frames = frames;
        }

        void count() throws Http2Exception {
            long now = nanoClock.getAsLong();
            if (count == 0 || now - since > SECOND) {
                since = now;
                count = 0;
            }
            if (++count > BURST) {
                throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "too many %s frames", frames);
            }
        }
    }
}
