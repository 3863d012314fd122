package org.xftp.client.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.xftp.client.XftpClientException;
import org.xftp.client.atrest.FileKey;
import org.xftp.client.files.EarlyForce;
import org.xftp.client.files.FilePieces;
import org.xftp.client.files.OwnerOnly;
import org.xftp.client.files.ReservedName;

/**
 * A file on its way in: written under a random name in the target directory, readable by its owner only, and visible
 * under its own name once it is whole. Closing removes what was not published, unless it is kept to go on with later.
 */
public final class PartialFile implements AutoCloseable {
    /** Hears of the final name before anything of ours has it. */
    interface Announcement {
        void naming(Path target, long size) throws XftpClientException;
    }

    private final Path directory;
    private final Path part;
    private final FileChannel channel;
    private final EarlyForce early;
    private final boolean kept;
    private final Optional<AtRest> atRest;
    private boolean published;

    private PartialFile(Path directory, Path part, FileChannel channel, boolean kept, Optional<AtRest> atRest) {
        this.directory = directory;
        this.part = part;
        this.channel = channel;
        this.early = new EarlyForce(() -> channel.force(false));
        this.kept = kept;
        this.atRest = atRest;
    }

    /**
     * The partial file of that name as an earlier run left it, or a new one; bytes are written from its beginning on.
     *
     * @param kept whether it stays when it is closed before it is published
     * @param key encrypts what is written
     */
    static PartialFile open(Path directory, String name, boolean kept, Optional<FileKey> key)
            throws IOException {
        Path part = directory.resolve(name);
        FileChannel channel = FileChannel.open(part, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), OwnerOnly.file());
        return new PartialFile(directory, part, channel, kept, key.map(AtRest::new));
    }

    /** Bytes that are there, good or not. */
    long size() throws IOException {
        return channel.size();
    }

    /**
     * Reads exactly {@code length} bytes at {@code position}, which does not change where is written next. An encrypted
     * file is read from its beginning on, without gaps.
     */
    void read(long position, byte[] target, int offset, int length) throws IOException {
        FilePieces.read(channel, position, target, offset, length);
        atRest.ifPresent(cipher -> cipher.decrypt(target, offset, length));
    }

    /** Leaves the next bytes, which are these, as they are; the array may hold something else afterwards. */
    void skip(byte[] bytes, int offset, int length) throws IOException {
        atRest.ifPresent(cipher -> cipher.encrypt(bytes, offset, length));
        channel.position(channel.position() + length);
    }

    /** Writes the next bytes; the array may hold something else afterwards. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        atRest.ifPresent(cipher -> cipher.encrypt(bytes, offset, length));
        FilePieces.write(channel, bytes, offset, length);
        early.wrote(length);
    }

    /** {@link #publish(String, Optional, Announcement)} for a file without a history. */
    Path publish(String name) throws IOException, XftpClientException {
        return publish(name, Optional.empty(), (target, size) -> {});
    }

    /**
     * Forces the bytes to disk and gives the file its name, or the first free one of {@code name_1}, {@code name_2} ...;
     * never over an existing file. The file then has the permissions of any newly made one.
     *
     * @param name a plain name without a path
     * @param earlier the name that an earlier run had announced, used again if it left an empty file there
     * @return the file's path
     */
    Path publish(String name, Optional<Path> earlier, Announcement announcement)
            throws IOException, XftpClientException {
        if (atRest.isPresent()) {
            byte[] tag = atRest.get().tag();
            FilePieces.write(channel, tag, 0, tag.length);
        }
        long size = channel.position();
        channel.truncate(size);
        early.finish();
        channel.force(true);
        channel.close();
        Optional<Path> reserved = earlier.filter(PartialFile::isEmptyFile);
        Path target = reserved.isPresent()
                ? reserved.get()
                : ReservedName.take(directory, name, Files::createFile, path -> announcement.naming(path, size));
        try {
            if (OwnerOnly.isPosix()) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
        published = true;
        OwnerOnly.forceDirectory(directory);
        return target;
    }

    private static boolean isEmptyFile(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() && found.size() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        atRest.ifPresent(AtRest::close);
        if (!published) {
            channel.close();
            if (!kept) {
                Files.deleteIfExists(part);
            }
        }
    }
}
