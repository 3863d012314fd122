package org.xftp.store.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.xftp.store.ChunkBodies.Listing;
import org.xftp.store.ChunkId;
import org.xftp.store.disk.DiskFailure;

/** Walks through the folders one by one, perhaps at last through the directory that they lie in, reading each as it goes: memory does not grow with the number of bodies. */
final class FolderListing implements Listing {
    /** Follows the last folder. */
    private static final int ROOT = Folders.COUNT;

    private final Folders folders;
    private final int last;
    private int folder;
    private DirectoryStream<Path> stream;
    private Iterator<Path> names;

    FolderListing(Folders folders, boolean flatToo) throws IOException {
        this.folders = folders;
        this.last = flatToo ? ROOT : ROOT - 1;
        this.stream = open(folders.folder(0));
        this.names = stream.iterator();
    }

    @Override
    public Optional<ChunkId> next() throws IOException {
        try {
            while (true) {
                while (names.hasNext()) {
                    Optional<ChunkId> id = idOf(names.next());
                    if (id.isPresent()) {
                        return id;
                    }
                }
                if (folder == last) {
                    return Optional.empty();
                }
                enterNextFolder();
            }
        } catch (DirectoryIteratorException e) {
            throw DiskFailure.in("cannot list chunk bodies", Objects.requireNonNull(e.getCause()));
        }
    }

    /** Other files that somebody put there are none of ours. */
    private Optional<ChunkId> idOf(Path file) {
        Path name = file.getFileName();
        return name == null
                ? Optional.empty()
                : ChunkId.fromBase64Url(name.toString())
                        .filter(id -> folder == ROOT || Folders.firstByte(id) == folder);
    }

    private void enterNextFolder() throws IOException {
        stream.close();
        folder++;
        stream = open(folder == ROOT ? folders.root() : folders.folder(folder));
        names = stream.iterator();
    }

    @SuppressWarnings("StreamResourceLeak") // The listing closes it.
    private static DirectoryStream<Path> open(Path folder) throws IOException {
        try {
            return Files.newDirectoryStream(folder);
        } catch (IOException e) {
            throw DiskFailure.in("cannot list chunk bodies", e);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
