package org.xftp.server.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DayOfWeek;
import java.time.LocalDate;
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

    void add(ChunkId chunk) {
        long hash = ByteBuffer.wrap(hmac(keyed, chunk.toArray())).getLong();
        synchronized (this) {
            day.add(hash);
            week.add(hash);
            month.add(hash);
        }
    }

    synchronized DownloadHashes hashes() {
        return new DownloadHashes(day.hashes(), week.hashes(), month.hashes());
    }

    /** Goes on counting from saved hashes. */
    synchronized void restore(DownloadHashes saved) {
        day.addAll(saved.day());
        week.addAll(saved.week());
        month.addAll(saved.month());
    }

    synchronized PeriodCounts counts() {
        return new PeriodCounts(day.count(), week.count(), month.count());
    }

    /** Begins anew what has ended between the two days, of which {@code today} is the later. */
    synchronized void turn(LocalDate before, LocalDate today) {
        day.clear();
        if (weekEnded(before, today)) {
            week.clear();
        }
        if (monthEnded(before, today)) {
            month.clear();
        }
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
