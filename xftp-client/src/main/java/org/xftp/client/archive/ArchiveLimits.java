package org.xftp.client.archive;

/**
 * How much an archive may unpack to.
 *
 * @param entries files and directories
 * @param bytes of all files together
 */
public record ArchiveLimits(int entries, long bytes) {
    private static final int ENTRIES = 100_000;
    private static final long SMALL = 256L << 20;
    private static final int RATIO = 100;

    public ArchiveLimits {
        if (entries < 0 || bytes < 0) {
            throw new IllegalArgumentException("limits are 0 or more");
        }
    }

    /** 100,000 entries, and a hundred times the archive's own size or 256 MiB, whichever is more. */
    public static ArchiveLimits forArchive(long size) {
        return new ArchiveLimits(ENTRIES,
                Math.max(SMALL, size > Long.MAX_VALUE / RATIO ? Long.MAX_VALUE : size * RATIO));
    }
}
