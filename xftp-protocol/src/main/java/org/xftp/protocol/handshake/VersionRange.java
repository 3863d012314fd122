package org.xftp.protocol.handshake;

import java.util.OptionalInt;

/**
 * The protocol versions that a peer speaks.
 *
 * @param min the lowest, 0..65535
 * @param max the highest, 0..65535; a range whose {@code max} is lower holds nothing
 */
public record VersionRange(int min, int max) {
    /** What this implementation speaks. */
    public static final VersionRange SUPPORTED = new VersionRange(1, 3);

    public boolean contains(int version) {
        return version >= min && version <= max;
    }

    /** The highest version that both speak. */
    public OptionalInt highestCommon(VersionRange other) {
        int highest = Math.min(max, other.max);
        return contains(highest) && other.contains(highest) ? OptionalInt.of(highest) : OptionalInt.empty();
    }
}
