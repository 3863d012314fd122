package org.xftp.server.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.xftp.store.ChunkId;

/**
 * How many different chunks were downloaded in this day, week (from Monday) and month, in UTC. Ids are kept as 64 bits
 * of an HMAC under a key that is never stored: whoever reads the saved hashes can neither get back to ids nor try out
 * those that they know. Safe for use by many threads.
 */
public final class DistinctDownloads {
    private static final String ALGORITHM = "HmacSHA256";

    /** Never used itself: a copy costs less than a key that is set up anew. */
    private final Mac keyed;
    /** Not counted yet: what came while another thread was counting. */
    private final Queue<Long> arrived = new ConcurrentLinkedQueue<>();
    private final ReentrantLock counting = new ReentrantLock();
    private final DistinctCount day = new DistinctCount();
    private final DistinctCount week = new DistinctCount();
    private final DistinctCount month = new DistinctCount();

    private DistinctDownloads(byte[] key) {
        keyed = keyed(key);
    }

    /** Hashes under a key that comes from this secret, so that counts go on after a restart while it is the same. */
    public static DistinctDownloads keyedBy(byte[] secret) {
        var label = "xftp relay statistics".getBytes(StandardCharsets.US_ASCII);
        return new DistinctDownloads(hmac(keyed(secret), label));
    }

    /** Never waits: who cannot count now leaves that to the next. */
    void add(ChunkId chunk) {
        arrived.add(ByteBuffer.wrap(hmac(keyed, chunk.toArray())).getLong());
        if (counting.tryLock()) {
            try {
                countArrived();
            } finally {
                counting.unlock();
            }
        }
    }

    private void countArrived() {
        for (Long hash = arrived.poll(); hash != null; hash = arrived.poll()) {
            day.add(hash);
            week.add(hash);
            month.add(hash);
        }
    }

    private <T> T whenAllAreCounted(Supplier<T> work) {
        counting.lock();
        try {
            countArrived();
            return work.get();
        } finally {
            counting.unlock();
        }
    }

    DownloadHashes hashes() {
        return whenAllAreCounted(() -> new DownloadHashes(day.hashes(), week.hashes(), month.hashes()));
    }

    /** Goes on counting from saved hashes. */
    void restore(DownloadHashes saved) {
        whenAllAreCounted(() -> {
            day.addAll(saved.day());
            week.addAll(saved.week());
            month.addAll(saved.month());
            return saved;
        });
    }

    PeriodCounts counts() {
        return whenAllAreCounted(() -> new PeriodCounts(day.count(), week.count(), month.count()));
    }

    /** Begins anew what has ended between the two days, of which {@code today} is the later. */
    void turn(LocalDate before, LocalDate today) {
        whenAllAreCounted(() -> {
            day.clear();
            if (weekEnded(before, today)) {
                week.clear();
            }
            if (monthEnded(before, today)) {
                month.clear();
            }
            return today;
        });
    }

    static boolean weekEnded(LocalDate before, LocalDate today) {
        return !today.with(DayOfWeek.MONDAY).equals(before.with(DayOfWeek.MONDAY));
    }

    static boolean monthEnded(LocalDate before, LocalDate today) {
        return !today.withDayOfMonth(1).equals(before.withDayOfMonth(1));
    }

    private static byte[] hmac(Mac keyed, byte[] text) {
        try {
            return ((Mac) keyed.clone()).doFinal(text);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be copied", e);
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }
}
