package org.xftp.client;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.xftp.client.atrest.FileKey;

/**
 * Where a received file goes, and whether it stays on its relays.
 *
 * @param directory an existing directory
 * @param name the file's name there; empty: a safe form of the name that the sender gave it
 * @param kept whether the relays are not told that it arrived, so that the description keeps working until it expires
 * @param unpacked whether a ZIP archive is unpacked beside itself and removed
 * @param atRest encrypts the file on disk, its partial file too; kept nowhere, so that going on needs it again
 */
public record DownloadTarget(Path directory, Optional<String> name, boolean kept, boolean unpacked,
        Optional<FileKey> atRest) {
    public DownloadTarget {
        name.ifPresent(DownloadTarget::checkPlain);
        if (unpacked && atRest.isPresent()) {
            throw new IllegalArgumentException("an encrypted file cannot be unpacked");
        }
    }

    /** Into {@code directory}, in clear text. */
    public DownloadTarget(Path directory, Optional<String> name, boolean kept) {
        this(directory, name, kept, false, Optional.empty());
    }

    /** Into {@code directory}, off the relays afterwards. */
    public DownloadTarget(Path directory, Optional<String> name) {
        this(directory, name, false);
    }

    /** Into {@code directory}, under the sender's name made safe. */
    public static DownloadTarget in(Path directory) {
        return new DownloadTarget(directory, Optional.empty());
    }

    /** The same place; the file stays on its relays. */
    public DownloadTarget keeping() {
        return new DownloadTarget(directory, name, true, unpacked, atRest);
    }

    /**
     * The same place; a ZIP archive is unpacked there as {@link org.xftp.client.archive.ReceivedArchive} does it, within
     * {@link org.xftp.client.archive.ArchiveLimits#forArchive}, and removed. Any other file stays as it is.
     */
    public DownloadTarget unpacking() {
        return new DownloadTarget(directory, name, kept, true, atRest);
    }

    /**
     * The same place; what is written there is encrypted under {@code key}, as official apps do it
     * ({@link org.xftp.client.atrest.EncryptedFile}). No clear text is ever on disk.
     */
    public DownloadTarget encrypted(FileKey key) {
        return new DownloadTarget(directory, name, kept, unpacked, Optional.of(key));
    }

    private static void checkPlain(String name) {
        Path path = Path.of(name);
        if (path.isAbsolute() || path.getNameCount() != 1 || Set.of("", ".", "..").contains(name)) {
            throw new IllegalArgumentException("a file name without a path is needed");
        }
    }
}
