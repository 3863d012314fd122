package org.xftp.protocol.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.xftp.protocol.command.ChunkSize;

/** How an encrypted file is cut into chunks of the sizes relays take (docs/PROTOCOL.md section 5). */
public final class ChunkSizes {
    /** The largest payload that {@link #split} takes, in bytes: 16 TiB, which is 4 million chunks. */
    public static final long MAX_PAYLOAD = 16L << 40;

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
        if (payload > threeQuarters(ChunkSize.MIB_4)) {
            return split(payload, ChunkSize.MIB_1, ChunkSize.MIB_4);
        }
        if (payload > threeQuarters(ChunkSize.MIB_1)) {
            return split(payload, ChunkSize.KIB_256, ChunkSize.MIB_1);
        }
        return split(payload, ChunkSize.KIB_64, ChunkSize.KIB_256);
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
