package org.xftp.store;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes stored and reserved, never more than a limit unless there were more to begin with. */
final class Quota {
    private final long limit;
    private final AtomicLong used;

    Quota(long limit, long used) {
        if (limit < 0 || used < 0) {
            throw new IllegalArgumentException("a quota is not negative");
        }
        this.limit = limit;
        this.used = new AtomicLong(used);
    }

    /** Takes this many bytes if there is room for all of them. */
    boolean reserve(long bytes) {
        long before;
        do {
            before = used.get();
            if (bytes > limit - before) {
                return false;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return true;
    }

    void release(long bytes) {
        if (used.addAndGet(-bytes) < 0) {
            throw new IllegalStateException("more given back to the quota than was taken");
        }
    }

    long used() {
        return used.get();
    }
}
