package org.xftp.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.xftp.store.StoreInUseException;

/**
 * The right to use a store alone, held until closed; the operating system ends it with the process, however that ends.
 * The file stays behind: removing it would let two processes each hold a lock on a file of that name.
 */
public final class ExclusiveLock implements Closeable {
    private final FileChannel channel;

    private ExclusiveLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock without waiting.
     *
     * @param file of its own, created if missing, in an existing directory
     * @param place what it guards, for messages
     * @throws StoreInUseException when another process, or this one, holds it
     * @throws IOException when the file cannot be made
     */
    public static ExclusiveLock take(Path file, String place) throws IOException {
        FileChannel channel = open(file, place);
        if (tryLock(channel, place) == null) {
            channel.close();
            throw new StoreInUseException(place);
        }
        return new ExclusiveLock(channel);
    }

    private static FileChannel open(Path file, String place) throws IOException {
        try {
            return PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskFailure.in("cannot lock " + place, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, String place) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        } catch (IOException e) {
            channel.close();
            throw DiskFailure.in("cannot lock " + place, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
