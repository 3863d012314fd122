package org.xftp.client.state;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Locks on files, which the system takes back when a process ends. Closing any handle of a locked file ends the lock of
 * the whole process, so that no file is opened here that this store has locked already.
 */
final class Claims {
    private final Set<Path> mine = new HashSet<>();

    /** A lock in force. */
    final class Held {
        private final Path path;
        private final RandomAccessFile file;

        private Held(Path path, RandomAccessFile file) {
            this.path = path;
            this.file = file;
        }

        /** @param remove the lock's file is of no more use */
        void release(boolean remove) throws IOException {
            synchronized (Claims.this) {
                if (remove) {
                    Files.deleteIfExists(path);
                }
                file.close();
                mine.remove(path);
            }
        }
    }

    /** The lock, unless somebody has it. The file is made when missing. */
    synchronized Optional<Held> take(Path path) throws IOException {
        if (mine.contains(path)) {
            return Optional.empty();
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock != null) {
                mine.add(path);
                return Optional.of(new Held(path, file));
            }
        } catch (OverlappingFileLockException e) {
            // Another store of this process has it.
            file.close();
            return Optional.empty();
        }
        file.close();
        return Optional.empty();
    }
}
