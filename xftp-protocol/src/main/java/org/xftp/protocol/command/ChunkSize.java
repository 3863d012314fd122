package org.xftp.protocol.command;

/** The four sizes of chunk, in bytes, that relays register (docs/PROTOCOL.md section 3.3). */
public final class ChunkSize {
    public static final int KIB_64 = 65_536;
    public static final int KIB_256 = 262_144;
    public static final int MIB_1 = 1_048_576;
    public static final int MIB_4 = 4_194_304;

    private ChunkSize() {}

    public static boolean isValid(long size) {
        return size == KIB_64 || size == KIB_256 || size == MIB_1 || size == MIB_4;
    }
}
