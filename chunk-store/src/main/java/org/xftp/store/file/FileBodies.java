package org.xftp.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.xftp.store.ChunkBodies;
import org.xftp.store.ChunkId;
import org.xftp.store.NewBody;
import org.xftp.store.StoreId;
import org.xftp.store.disk.DiskFailure;
import org.xftp.store.disk.ExclusiveLock;
import org.xftp.store.disk.PrivateFiles;

/**
 * Bodies as plain files below one directory, which no other process may use at the same time.
 *
 * <pre>
 * .lock                          held while the directory is in use
 * .store                         the index that knows these bodies
 * tmp/&lt;32 hex digits&gt;            bodies on their way in; random names, removed on open
 * &lt;2 hex digits&gt;/&lt;base64url id&gt;  published bodies, in the folder of the id's first byte
 * &lt;base64url id&gt;                 bodies left by the official relay: opened and deleted, but never made
 * quarantine/                    bodies that were set aside; never looked at
 * </pre>
 *
 * <p>One level of 256 folders keeps a folder at some 4 000 files for a million chunks, which file systems with indexed
 * folders take with ease. A second level would make 65 536 of them, most of which would be written for the first time
 * in a while with every upload, and visited in vain by every sweep. All folders are made on open, so that publishing a
 * body has a single folder to force.
 *
 * <p>Flat files are left out of {@link #list} unless they are said to be {@link FlatBodies#OWN}: before the records of
 * an official relay are imported, all its bodies look like orphans.
 */
public final class FileBodies implements ChunkBodies {
    private static final String PLACE = "the directory of chunk bodies";
    private static final int TEMPORARY_NAME_LENGTH = 16;

    /** Whose the bodies are that lie in the directory itself. */
    public enum FlatBodies {
        /** Perhaps some other relay's: not listed. */
        FOREIGN,
        /** This store's, as its index holds the records of the relay that left them: listed. */
        OWN
    }

    private final Folders folders;
    private final ExclusiveLock lock;
    private final SecureRandom random;
    private final FlatBodies flat;
    private volatile boolean closed;

    private FileBodies(Folders folders, ExclusiveLock lock, SecureRandom random, FlatBodies flat) {
        this.flat = flat;
        this.folders = folders;
        this.lock = lock;
        this.random = random;
    }

    /**
     * Opens a directory of bodies, makes what is missing of it, and removes what a crash left of uploads. Files with
     * other names than the store gives stay, in {@code tmp} too.
     *
     * @param random for names of temporary files
     * @throws IOException also when another process uses the directory
     */
    public static FileBodies open(Path directory, SecureRandom random) throws IOException {
        return open(directory, random, FlatBodies.FOREIGN);
    }

    /** The same, with flat bodies that are known to be {@code flat}. */
    public static FileBodies open(Path directory, SecureRandom random, FlatBodies flat) throws IOException {
        Folders folders = new Folders(directory);
        try {
            PrivateFiles.createDirectories(directory);
        } catch (IOException e) {
            throw DiskFailure.in("cannot create " + PLACE, e);
        }
        ExclusiveLock lock = ExclusiveLock.take(folders.lockFile(), PLACE);
        try {
            folders.create();
            folders.clearTemporary();
            return new FileBodies(folders, lock, random, flat);
        } catch (IOException e) {
            lock.close();
            throw DiskFailure.in("cannot prepare " + PLACE, e);
        }
    }

    /** Whether bodies lie in a directory, whosever they are and whoever uses it; nothing is made or changed there. */
    public static boolean holdsAny(Path directory) throws IOException {
        Folders folders = new Folders(directory);
        for (int i = 0; i < Folders.COUNT; i++) {
            if (holdsBody(folders.folder(i))) {
                return true;
            }
        }
        return holdsBody(folders.root());
    }

    /**
     * Whether a directory never held bodies that any index knows, as the place where a disk is to be mounted; nothing is
     * made or changed there.
     */
    public static boolean isUnused(Path directory) throws IOException {
        return !Files.exists(new Folders(directory).ownerMark()) && !holdsAny(directory);
    }

    private static boolean holdsBody(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .anyMatch(name -> ChunkId.fromBase64Url(String.valueOf(name)).isPresent());
        } catch (IOException e) {
            throw DiskFailure.in("cannot list chunk bodies", e);
        }
    }

    @Override
    public void bind(StoreId index) throws IOException {
        requireOpen();
        new OwnerMark(folders).check(index);
    }

    /**
     * Does nothing when {@link #bind} would succeed.
     *
     * @throws IOException when the bodies are tied to another index
     */
    public void requireBoundTo(StoreId index) throws IOException {
        requireOpen();
        new OwnerMark(folders).requireFreeOr(index);
    }

    @Override
    public PendingBody create(NewBody body) throws IOException {
        requireOpen();
        byte[] name = new byte[TEMPORARY_NAME_LENGTH];
        random.nextBytes(name);
        Path temporary = folders.temporary(name);
        try {
            FileChannel channel = PrivateFiles.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new PendingFile(
                    channel, temporary, folders.folder(body.id()), folders.published(body.id()), body.size(),
                    this::requireOpen);
        } catch (IOException e) {
            throw DiskFailure.in("cannot create a chunk body", e);
        }
    }

    @Override
    public Optional<ReadableBody> open(ChunkId id) throws IOException {
        requireOpen();
        try {
            Optional<ReadableBody> body = open(folders.published(id));
            return body.isPresent() ? body : open(folders.flat(id));
        } catch (IOException e) {
            throw DiskFailure.in("cannot open a chunk body", e);
        }
    }

    private static Optional<ReadableBody> open(Path file) throws IOException {
        try {
            return Optional.of(OpenFile.of(FileChannel.open(file, StandardOpenOption.READ)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong size(ChunkId id) throws IOException {
        Optional<ReadableBody> body = open(id);
        if (body.isEmpty()) {
            return OptionalLong.empty();
        }
        try (ReadableBody opened = body.get()) {
            return OptionalLong.of(opened.size());
        }
    }

    @Override
    public void deleteAll(List<ChunkId> ids) throws IOException {
        Optional<IOException> failure = Optional.empty();
        for (ChunkId id : ids) {
            try {
                boolean _ = delete(id);
            } catch (IOException e) {
                failure = Optional.of(failure.orElse(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public boolean delete(ChunkId id) throws IOException {
        requireOpen();
        try {
            boolean published = Files.deleteIfExists(folders.published(id));
            boolean flat = Files.deleteIfExists(folders.flat(id));
            return published || flat;
        } catch (IOException e) {
            throw DiskFailure.in("cannot delete a chunk body", e);
        }
    }

    @Override
    public Listing list() throws IOException {
        requireOpen();
        return new FolderListing(folders, flat == FlatBodies.OWN);
    }

    /** The ids of all published bodies and of all flat ones, whosever they are. */
    public Listing listAll() throws IOException {
        requireOpen();
        return new FolderListing(folders, true);
    }

    /** Where the body lies; where the official relay would have put it, if there is none. */
    public Path place(ChunkId id) {
        Path published = folders.published(id);
        return Files.exists(published) ? published : folders.flat(id);
    }

    /**
     * Sets a body aside, in the folder {@code quarantine}: it is as if it were missing. One that was set aside before
     * under the same id is replaced.
     *
     * @return false when there is none
     */
    public boolean quarantine(ChunkId id) throws IOException {
        requireOpen();
        try {
            Path body = place(id);
            if (!Files.exists(body)) {
                return false;
            }
            if (PrivateFiles.createDirectory(folders.quarantine())) {
                PrivateFiles.forceDirectory(folders.root());
            }
            Files.move(body, folders.quarantined(id), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw DiskFailure.in("cannot set a chunk body aside", e);
        }
    }

    /** The bytes that bodies could still take up on the disk that they lie on. */
    public long usableBytes() throws IOException {
        requireOpen();
        try {
            return Files.getFileStore(folders.root()).getUsableSpace();
        } catch (IOException e) {
            throw DiskFailure.in("cannot tell how much space is left for chunk bodies", e);
        }
    }

    /**
     * Sets the time of a folder to what it is, which a full disk allows. One that turned read-only or was unmounted does
     * not; asking for the rights is not enough, as Linux goes on granting them after an error has made a disk
     * read-only. Nor is it the lock file that is touched: Java opens for it what it touches, and to close that would end
     * the lock.
     */
    @Override
    public void check() throws IOException {
        requireOpen();
        Path folder = folders.folder(0);
        try {
            Files.setLastModifiedTime(folder, Files.getLastModifiedTime(folder));
        } catch (IOException e) {
            throw DiskFailure.in("cannot change " + PLACE, e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        lock.close();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException(PLACE + " is closed");
        }
    }
}
