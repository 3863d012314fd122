package org.xftp.store.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.xftp.store.ChunkId;
import org.xftp.store.disk.PrivateFiles;

/** Where things lie below the directory of bodies; see {@link FileBodies}. */
record Folders(Path root) {
    static final int COUNT = 256;
    private static final Pattern TEMPORARY_NAME = Pattern.compile("[0-9a-f]{32}");

    Path lockFile() {
        return root.resolve(".lock");
    }

    Path ownerMark() {
        return root.resolve(".store");
    }

    Path quarantine() {
        return root.resolve("quarantine");
    }

    Path quarantined(ChunkId id) {
        return quarantine().resolve(id.base64Url());
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path temporary(byte[] name) {
        return temporary().resolve(HexFormat.of().formatHex(name));
    }

    /** Removes what a crash left there; a folder of that name may have been somebody's before, with other files. */
    void clearTemporary() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary(), Folders::isTemporary)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    private static boolean isTemporary(Path file) {
        return TEMPORARY_NAME.matcher(String.valueOf(file.getFileName())).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    Path folder(int firstByte) {
        return root.resolve(HexFormat.of().toHexDigits((byte) firstByte));
    }

    Path folder(ChunkId id) {
        return folder(firstByte(id));
    }

    Path published(ChunkId id) {
        return folder(id).resolve(id.base64Url());
    }

    Path flat(ChunkId id) {
        return root.resolve(id.base64Url());
    }

    static int firstByte(ChunkId id) {
        return Byte.toUnsignedInt(id.toArray()[0]);
    }

    /**
     * Makes the folders that are missing, and their names durable.
     *
     * @throws IOException also when {@code tmp} is something else: bodies cannot be moved from another disk, nor what
     *     lies behind a link be known as this store's
     */
    void create() throws IOException {
        if (Files.exists(temporary(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(temporary(), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("its tmp must be a folder, not a link or a file: remove or rename it");
        }
        boolean created = PrivateFiles.createDirectory(temporary());
        for (int i = 0; i < COUNT; i++) {
            created |= PrivateFiles.createDirectory(folder(i));
        }
        if (created) {
            PrivateFiles.forceDirectory(root);
        }
    }
}
