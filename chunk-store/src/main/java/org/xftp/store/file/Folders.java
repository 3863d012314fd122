package org.xftp.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.xftp.store.ChunkId;
import org.xftp.store.disk.PrivateFiles;

/** Where things lie below the directory of bodies; see {@link FileBodies}. */
record Folders(Path root) {
    static final int COUNT = 256;

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

    /** Makes the folders that are missing, and their names durable. */
    void create() throws IOException {
        boolean created = PrivateFiles.createDirectory(temporary());
        for (int i = 0; i < COUNT; i++) {
            created |= PrivateFiles.createDirectory(folder(i));
        }
        if (created) {
            PrivateFiles.forceDirectory(root);
        }
    }
}
