package org.xftp.client.transfer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.xftp.client.XftpClientException;

/**
 * The memory that all transfers of a client have for chunks. Each takes all that it may need before it begins, and waits
 * for it in the order of arrival, so that none that runs ever waits for another. One that is made within another, by a
 * listener or a source, does not wait: the other might wait for it.
 */
public final class ChunkMemory {
    /** A transfer's part, until it is closed. One thread's. */
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    private static final int UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;
    private final Set<Thread> holders = ConcurrentHashMap.newKeySet();

    /** @param bytes 1 or more; KiB are counted, and no more than 2 TiB */
    public ChunkMemory(long bytes) {
        units = units(bytes);
        free = new Semaphore(units, true);
    }

    private static int units(long bytes) {
        return Math.clamp(Math.ceilDiv(bytes, UNIT), 1, Integer.MAX_VALUE);
    }

    /**
     * Waits for that much, or for all if there is less than that altogether.
     *
     * @throws XftpClientException of kind INTERRUPTED only
     */
    public Share take(int chunks, int chunkSize) throws XftpClientException {
        Thread thread = Thread.currentThread();
        if (Telling.isTelling() || holders.contains(thread)) {
            return () -> {};
        }
        int taken = Math.min(units((long) chunks * chunkSize), units);
        try {
            free.acquire(taken);
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        }
        holders.add(thread);
        return () -> {
            holders.remove(thread);
            free.release(taken);
        };
    }
}
