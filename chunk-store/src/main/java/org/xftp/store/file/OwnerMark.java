package org.xftp.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import org.xftp.store.StoreId;
import org.xftp.store.disk.DiskFailure;
import org.xftp.store.disk.PrivateFiles;

/** The file that says to which index the bodies of a directory belong: its id as a line of hex digits. */
record OwnerMark(Folders folders) {
    void check(StoreId index) throws IOException {
        requireFreeOr(index);
        if (read().isEmpty()) {
            write(index);
        }
    }

    private static String text(StoreId index) {
        return HexFormat.of().formatHex(index.toArray()) + "\n";
    }

    void requireFreeOr(StoreId index) throws IOException {
        if (!read().orElse(text(index)).equals(text(index))) {
            throw new IOException("the directory of chunk bodies belongs to another store database: correct the paths"
                    + " or restore that database; to give up its chunks, remove the file .store");
        }
    }

    private Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(folders.ownerMark(), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw DiskFailure.in("cannot read the mark of the directory of chunk bodies", e);
        }
    }

    private void write(StoreId index) throws IOException {
        Path temporary = folders.temporary(index.toArray());
        try (FileChannel channel = PrivateFiles.open(temporary, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text(index).getBytes(StandardCharsets.ISO_8859_1)));
            channel.force(true);
            Files.move(temporary, folders.ownerMark(), StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.forceDirectory(folders.root());
        } catch (IOException e) {
            throw DiskFailure.in("cannot mark the directory of chunk bodies", e);
        }
    }
}
