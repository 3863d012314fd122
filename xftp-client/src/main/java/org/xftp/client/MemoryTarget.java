package org.xftp.client;

/**
 * A received file goes to memory, nothing of it to disk. It is not kept to go on with: a download that was cut off
 * begins anew.
 *
 * @param maximum bytes, 0 or more; a longer file is refused as soon as its first chunk tells its length
 * @param kept whether the relays are not told that it arrived, so that the description keeps working until it expires
 */
public record MemoryTarget(int maximum, boolean kept) {
    /** Refuses a negative maximum. */
    public MemoryTarget {
        if (maximum < 0) {
            throw new IllegalArgumentException("a file has 0 bytes or more");
        }
    }

    /** For files of at most that many bytes, which go off their relays afterwards. */
    public static MemoryTarget upTo(int maximum) {
        return new MemoryTarget(maximum, false);
    }

    /** The same; the file stays on its relays. */
    public MemoryTarget keeping() {
        return new MemoryTarget(maximum, true);
    }
}
