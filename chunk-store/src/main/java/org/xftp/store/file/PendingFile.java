package org.xftp.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.xftp.store.BodyCount;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.disk.DiskFailure;
import org.xftp.store.disk.PrivateFiles;

/** A body in its temporary file; publishing moves the file to its final name. */
final class PendingFile implements PendingBody {
    /** Fails when the storage has been closed, and another process may own the directory. */
    interface Guard {
        void requireOpen() throws IOException;
    }

    private final FileChannel channel;
    private final Path temporary;
    private final Path folder;
    private final Path target;
    private final BodyCount count;
    private final Guard storage;
    private boolean open = true;

    /** Takes over channel and temporary file; {@code target} is the final name, in {@code folder}. */
    PendingFile(FileChannel channel, Path temporary, Path folder, Path target, long size, Guard storage) {
        this.channel = channel;
        this.temporary = temporary;
        this.folder = folder;
        this.target = target;
        this.count = new BodyCount(size);
        this.storage = storage;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requirePending();
        count.add(length);
        try {
            for (int done = 0; done < length;) {
                done += channel.write(ByteBuffer.wrap(bytes, offset + done, Math.min(length - done, OpenFile.PIECE)));
            }
        } catch (IOException e) {
            throw DiskFailure.in("cannot write a chunk body", e);
        }
    }

    @Override
    public void publish() throws IOException {
        requirePending();
        if (!count.complete()) {
            throw new IllegalStateException("the body is not whole");
        }
        storage.requireOpen();
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            open = false;
            force();
        } catch (IOException e) {
            throw DiskFailure.in("cannot store a chunk body", e);
        }
    }

    /**
     * Bytes and name together, as a file system writes them once then and not twice. A body that may not survive must
     * not be seen.
     */
    private void force() throws IOException {
        try (channel) {
            channel.force(true);
            PrivateFiles.forceDirectory(folder);
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        try (channel) {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw DiskFailure.in("cannot discard a chunk body", e);
        }
    }

    private void requirePending() {
        if (!open) {
            throw new IllegalStateException("the body was published or closed before");
        }
    }
}
