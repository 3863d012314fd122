package org.xftp.client.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file or directory in an archive that is being made. There may be very many: about 150 bytes each, which is why names
 * and whole paths are made anew each time.
 *
 * @param root what was named, with all below it
 * @param below the path from there; empty for the root itself
 * @param size bytes; 0 for a directory
 * @param modified nanoseconds since 1970
 * @param executable whether whoever unpacks it may run it
 */
record ArchiveMember(Root root, Path below, boolean isDirectory, long size, long modified, boolean executable) {
    /** Bytes of one stored block of DEFLATE at most (RFC 1951 section 3.2.4). */
    static final int BLOCK = 65_535;

    /** Bytes in front of each such block. */
    static final int BLOCK_HEADER = 5;

    /**
     * A file or directory that was named.
     *
     * @param path where it lies
     * @param name in the archive
     */
    record Root(Path path, String name) {
        /** Without path and name: they stay out of logs. */
        @Override
        public String toString() {
            return "Root";
        }
    }

    Path path() {
        return root.path.resolve(below);
    }

    /** In the archive: with {@code /} between, and behind a directory's. */
    String name() {
        StringBuilder name = new StringBuilder(root.name);
        if (!below.toString().isEmpty()) {
            below.forEach(element -> name.append('/').append(element));
        }
        return isDirectory ? name.append('/').toString() : name.toString();
    }

    byte[] encodedName() {
        return name().getBytes(StandardCharsets.UTF_8);
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
