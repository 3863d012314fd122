package org.xftp.protocol.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How an encrypted file is cut into chunks of the sizes relays take (docs/PROTOCOL.md section 5). */
public final class ChunkSizes {
    /** The largest payload that {@link #split} takes, in bytes: 16 TiB, which is 4 million chunks. */
    public static final long MAX_PAYLOAD = 16L << 40;

    private static final int KIB_64 = 64 << 10;
    private static final int KIB_256 = 256 << 10;
    private static final int MIB_1 = 1 << 20;
    private static final int MIB_4 = 4 << 20;

    private ChunkSizes() {}

    /**
     * The sizes in bytes of the chunks that carry a payload, in order. Their sum is the size of the
     * encrypted file; it exceeds the payload by less than one chunk.
     *
     * @param payload bytes of length field, header, file and tag together, 1 to {@link #MAX_PAYLOAD};
     *     else {@link IllegalArgumentException}
     */
    public static List<Integer> split(long payload) {
        if (payload < 1 || payload > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a payload has 1 to " + MAX_PAYLOAD + " bytes");
        }
        if (payload > threeQuarters(MIB_4)) {
            return split(payload, MIB_1, MIB_4);
        }
        return payload > threeQuarters(MIB_1) ? split(payload, KIB_256, MIB_1) : split(payload, KIB_64, KIB_256);
    }

    private static List<Integer> split(long payload, int small, int big) {
        List<Integer> sizes = new ArrayList<>(Collections.nCopies((int) (payload / big), big));
        int rest = (int) (payload % big);
        if (rest > threeQuarters(big)) {
            sizes.add(big);
        } else {
            sizes.addAll(Collections.nCopies(Math.ceilDiv(rest, small), small));
        }
        return Collections.unmodifiableList(sizes);
    }

    /** Above this share of a big chunk small ones save no traffic. */
    private static int threeQuarters(int size) {
        return size / 4 * 3;
    }
}
