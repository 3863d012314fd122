package org.xftp.client.relay;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** How fast a body must come in to be waited for. */
public interface Pace {
    /** Time for a connection to get going before it is judged, and longest silence. */
    Duration GRACE = Duration.ofSeconds(5);

    /** Any speed will do. */
    Pace ANY = began -> Watch.NONE;

    /** Judges one body. */
    interface Watch {
        Watch NONE = new Watch() {
        };

        /** To be called after each piece, with the bytes received so far. */
        default void received(long bytes) throws SocketTimeoutException {}

        /** Longest silence to bear, given what is borne otherwise. */
        default Duration silence(Duration otherwise) {
            return otherwise;
        }
    }

    /** A watch over a body asked for at that time. */
    Watch from(long began);

    /** At least so many bytes per second on average, once the grace is over. */
    static Pace atLeast(DoubleSupplier bytesPerSecond, LongSupplier nanoClock) {
        return began -> new Watch() {
            @Override
            public void received(long bytes) throws SocketTimeoutException {
                long nanos = nanoClock.getAsLong() - began;
                if (nanos > GRACE.toNanos() && bytes * 1e9 / nanos < bytesPerSecond.getAsDouble()) {
                    throw new SocketTimeoutException("slower than others");
                }
            }

            @Override
            public Duration silence(Duration otherwise) {
                Duration most = GRACE.multipliedBy(2);
                return most.compareTo(otherwise) < 0 ? most : otherwise;
            }
        };
    }
}
