package org.xftp.server.statistics;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Counts distinct hashes in bounded memory: keeps the {@value #KEPT} smallest. As long as there are no more, the count
 * is exact; from then on it follows from how densely the kept ones lie, with a standard error below 1 percent. Not safe
 * for use by several threads.
 */
final class DistinctCount {
    /** About 1 MB of memory, 350 kB of file. */
    static final int KEPT = 1 << 14;
    private static final double HASHES = 0x1p64;

    private final TreeSet<Long> smallest = new TreeSet<>(Long::compareUnsigned);

    /** Counts a hash, whose 64 bits are evenly distributed. */
    void add(long hash) {
        if (smallest.size() == KEPT && Long.compareUnsigned(hash, smallest.last()) >= 0) {
            return;
        }
        smallest.add(hash);
        if (smallest.size() > KEPT) {
            smallest.pollLast();
        }
    }

    void addAll(Collection<Long> hashes) {
        hashes.forEach(this::add);
    }

    void clear() {
        smallest.clear();
    }

    /** How many distinct hashes were added. */
    long count() {
        return count(smallest.size(), smallest.isEmpty() ? 0 : smallest.last());
    }

    private static long count(int kept, long largest) {
        return kept < KEPT ? kept : Math.round((KEPT - 1) * (HASHES / unsigned(largest)));
    }

    private static double unsigned(long hash) {
        return hash >= 0 ? hash : hash + HASHES;
    }

    /** The hashes that are kept, in the order of signed numbers, as official programs write them. */
    List<Long> hashes() {
        return smallest.stream().sorted().toList();
    }
}
