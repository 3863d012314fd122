package org.xftp.server.monitor;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.xftp.transport.HandshakeFailure;
import org.xftp.transport.TransportListener;

/**
 * Logs TLS handshakes that failed, by kind and without saying whose: at most one line a second, which tells how many
 * more there were. Passes nothing on.
 */
public final class TlsErrorLog implements TransportListener {
    private static final System.Logger LOG = System.getLogger(TlsErrorLog.class.getName());
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicLong left = new AtomicLong();

    /**
     * Logs from now on.
     *
     * @param nanoTime a clock that never goes back
     */
    public TlsErrorLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    @Override
    public void handshakeFailed(HandshakeFailure kind) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + INTERVAL_NANOS)) {
            left.incrementAndGet();
            return;
        }
        LOG.log(Level.INFO, "a TLS handshake failed kind={0} unlogged={1,number,#}",
                kind.name().toLowerCase(Locale.ROOT), left.getAndSet(0));
    }
}
