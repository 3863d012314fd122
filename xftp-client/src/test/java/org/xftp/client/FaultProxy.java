package org.xftp.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;

/**
 * A bad network in front of a server on loopback: delays, limits, cuts, resets and swallows what goes through. All
 * settings may be changed at any time, from any thread, and combined. It starts out as a perfect network.
 */
public final class FaultProxy implements AutoCloseable {
    /** How a connection ends. */
    public enum Ending {
        /** FIN, as when the other side closes. */
        CLOSE,
        /** RST. */
        RESET
    }

    private final ServerSocket listener;
    private final int target;
    private final Set<FaultyLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong upstreamBytes = new AtomicLong();
    private final AtomicLong downstreamBytes = new AtomicLong();
    private final Throttle up = new Throttle();
    private final Throttle down = new Throttle();
    private volatile Duration delay = Duration.ZERO;
    private volatile LongSupplier budget = () -> Long.MAX_VALUE;
    private volatile Ending budgetEnding = Ending.RESET;
    private volatile boolean refusing;
    private volatile boolean blackHole;

    private FaultProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A proxy in front of a port on loopback. */
    public static FaultProxy to(int port) throws IOException {
        FaultProxy proxy = new FaultProxy(port);
        Thread.ofVirtual().name("fault-proxy").start(proxy::serve);
        return proxy;
    }

    /** A proxy in front of a relay on loopback; {@link #address} gives that relay's address through it. */
    public static FaultProxy to(RelayAddress relay) throws IOException {
        return to(relay.port());
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The relay's address, but leading through this proxy. */
    public RelayAddress address(RelayAddress relay) {
        return new RelayAddress(List.of(new RelayHost.Ipv4(0x7f000001)), OptionalInt.of(port()), relay.keyHash(),
                relay.password());
    }

    /** Every byte arrives that much later, in both directions. */
    public FaultProxy delay(Duration latency) {
        delay = latency;
        return this;
    }

    /** In each direction all connections together get that many bytes per second; 0: no limit. */
    public FaultProxy limit(long bytesPerSecond) {
        up.limit(bytesPerSecond);
        down.limit(bytesPerSecond);
        return this;
    }

    /** Each connection made from now on ends after so many bytes, both directions counted together. */
    public FaultProxy cutEach(LongSupplier bytes, Ending ending) {
        budgetEnding = ending;
        budget = bytes;
        return this;
    }

    /** Connections made from now on live as long as they like again. */
    public FaultProxy cutNone() {
        budget = () -> Long.MAX_VALUE;
        return this;
    }

    /** Ends all present connections. */
    public FaultProxy cutAll(Ending ending) {
        links.forEach(link -> link.end(ending));
        return this;
    }

    /** Whether new connections are reset at once. */
    public FaultProxy refuse(boolean on) {
        refusing = on;
        return this;
    }

    /** While on, connections present and new fall silent for good, without being closed. */
    public FaultProxy blackHole(boolean on) {
        blackHole = on;
        if (on) {
            links.forEach(FaultyLink::swallow);
        }
        return this;
    }

    /** While the condition holds nothing goes through, and connections stay as they are. */
    public FaultProxy holdWhile(BooleanSupplier condition) {
        up.holdWhile(condition);
        down.holdWhile(condition);
        return this;
    }

    /** Connections accepted so far, refused ones too. */
    public int accepted() {
        return accepted.get();
    }

    /** Bytes that reached the server so far. */
    public long upstreamBytes() {
        return upstreamBytes.get();
    }

    /** Bytes that reached clients so far. */
    public long downstreamBytes() {
        return downstreamBytes.get();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().name("fault-proxy-connection").start(() -> connect(client));
            } catch (IOException e) {
                // Closed at the end of the test.
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            if (refusing) {
                client.setSoLinger(true, 0);
                client.close();
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            FaultyLink link = new FaultyLink(client, server, budget.getAsLong(), budgetEnding, () -> delay);
            links.add(link);
            if (blackHole) {
                link.swallow();
            }
            link.run(up, upstreamBytes, down, downstreamBytes);
            links.remove(link);
        } catch (IOException e) {
            // Nobody there: the client sees its connection closed.
            closeQuietly(client);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone is gone.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        holdWhile(() -> false);
        listener.close();
        cutAll(Ending.RESET);
    }

    /** Hands out bytes at a rate, in turn to all who ask. */
    static final class Throttle {
        private volatile BooleanSupplier held = () -> false;
        private long rate;
        private long freeAt = System.nanoTime();

        synchronized void limit(long bytesPerSecond) {
            rate = bytesPerSecond;
            freeAt = System.nanoTime();
        }

        void holdWhile(BooleanSupplier condition) {
            held = condition;
        }

        /** Pieces this small keep the flow even at low rates. */
        synchronized int piece() {
            return rate == 0 ? 1 << 16 : Math.clamp(rate / 20, 64, 1 << 16);
        }

        /** Waits until that many bytes may go. */
        void take(int bytes) throws InterruptedException {
            while (held.getAsBoolean()) {
                Thread.sleep(5);
            }
            long wait;
            synchronized (this) {
                if (rate == 0) {
                    return;
                }
                long now = System.nanoTime();
                freeAt = Math.max(freeAt, now) + bytes * 1_000_000_000L / rate;
                wait = freeAt - now;
            }
            Thread.sleep(Duration.ofNanos(wait));
        }
    }
}
