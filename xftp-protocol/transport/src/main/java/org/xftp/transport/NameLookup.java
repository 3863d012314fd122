package org.xftp.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The system's name look-up, which by itself knows neither time limits nor interruption. */
final class NameLookup {
    /** Looks names up, in its own time. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** By the system's means. */
    static final Resolver SYSTEM = InetAddress::getAllByName;

    private NameLookup() {}

    /**
     * All addresses of a host; of one that is given as an address, that.
     *
     * @throws UnknownHostException when there are none; the message does not name the host
     * @throws SocketTimeoutException when the time is up; the look-up goes on by itself and is forgotten
     * @throws InterruptedIOException when interrupted
     */
    static InetAddress[] resolve(String host, Duration timeout, Resolver resolver) throws IOException {
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> resolver.resolve(host));
        Thread.ofPlatform().daemon().name("xftp-resolve").start(lookup);
        try {
            return lookup.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the name servers did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while resolving");
        } catch (ExecutionException e) {
            // The system's message names the host.
            throw new UnknownHostException("the host name is unknown");
        }
    }
}
