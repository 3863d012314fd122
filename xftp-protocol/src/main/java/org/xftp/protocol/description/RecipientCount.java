package org.xftp.protocol.description;

/** How many recipient keys to register (docs/PROTOCOL.md section 7). */
public final class RecipientCount {
    private static final int LEAST = 4;
    private static final int MOST = 1 << 30;

    private RecipientCount() {}

    /**
     * Hides how many recipients there are among the usual numbers of apps.
     *
     * @param actual 1 to 2^30, else {@link IllegalArgumentException}
     * @return the next power of two, 4 at least
     */
    public static int rounded(int actual) {
        if (actual < 1 || actual > MOST) {
            throw new IllegalArgumentException("not a number of recipients");
        }
        return Math.max(LEAST, Integer.highestOneBit(2 * actual - 1));
    }
}
