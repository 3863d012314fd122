package org.xftp.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A file or directory in an archive that is being made.
 *
 * @param path where it lies
 * @param name in the archive: with {@code /} between, and behind a directory's
 * @param size bytes; 0 for a directory
 * @param executable whether whoever unpacks it may run it
 */
record ArchiveMember(Path path, String name, long size, FileTime modified, boolean executable) {
    /** Bytes of one stored block of DEFLATE at most (RFC 1951 section 3.2.4). */
    static final int BLOCK = 65_535;

    /** Bytes in front of each such block. */
    static final int BLOCK_HEADER = 5;

    boolean isDirectory() {
        return name.endsWith("/");
    }

    byte[] encodedName() {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of the content in the archive: stored blocks are a little longer than the file. */
    long storedSize() {
        return size + BLOCK_HEADER * Math.ceilDiv(size, BLOCK);
    }

    /** Without path and name: they stay out of logs. */
    @Override
    public String toString() {
        return "ArchiveMember[" + size + " bytes]";
    }
}
