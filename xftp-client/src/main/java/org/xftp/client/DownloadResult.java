package org.xftp.client;

import java.nio.file.Path;
import java.util.Optional;
import org.xftp.client.archive.ReceivedArchive.Contents;

/**
 * A file has arrived whole.
 *
 * @param file where it is; where it was, if it was unpacked
 * @param size its bytes, those of the clear text if it is encrypted
 * @param unacknowledged how many chunks' relays could not be told; those chunks stay until they expire
 * @param unpacked what has taken the place of an archive that was to be unpacked
 */
public record DownloadResult(Path file, long size, int unacknowledged, Optional<Contents> unpacked) {
    /** A file that stays as it is. */
    public DownloadResult(Path file, long size, int unacknowledged) {
        this(file, size, unacknowledged, Optional.empty());
    }
}
