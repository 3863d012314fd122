package org.xftp.client.state;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One transfer's file, locked. Threads that append at the same time share one write and one fsync: the first of them
 * does it for all. Streams instead of channels, because interrupting a thread closes the channel that it uses.
 */
final class FileTransferLog implements TransferLog {
    private final TransferId id;
    private final Path file;
    private final Claims.Held held;
    private final FileOutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long added;
    private long durable;
    private boolean writing;
    private boolean closed;
    private @Nullable IOException failure;

    private FileTransferLog(TransferId id, Path file, Claims.Held held, FileOutputStream out) {
        this.id = id;
        this.file = file;
        this.held = held;
        this.out = out;
    }

    /** Drops what a torn write left at the end of the file; leaves a damaged one as it is. */
    static FileTransferLog open(TransferId id, Path file, Claims.Held held) throws IOException {
        EntryLines lines = EntryLines.decode(Files.readAllBytes(file));
        if (!lines.damaged()) {
            dropBehind(file, lines.length());
        }
        return new FileTransferLog(id, file, held, new FileOutputStream(file.toFile(), true));
    }

    private static void dropBehind(Path file, int whole) throws IOException {
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            if (torn.length() > whole) {
                torn.setLength(whole);
                torn.getFD().sync();
            }
        }
    }

    @Override
    public TransferId id() {
        return id;
    }

    @Override
    public List<Entry> entries() throws IOException {
        EntryLines lines = EntryLines.decode(Files.readAllBytes(file));
        if (lines.damaged()) {
            throw new DamagedTransferException();
        }
        return lines.entries();
    }

    @Override
    public void append(Entry entry) throws IOException {
        byte[] line = EntryLines.encode(entry);
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the transfer is closed");
            }
            waiting.writeBytes(line);
            long mine = ++added;
            while (durable < mine) {
                if (failure != null) {
                    throw new IOException("writing failed before", failure);
                }
                if (writing) {
                    written.awaitUninterruptibly();
                } else {
                    writeWaiting();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets others add entries meanwhile. */
    private void writeWaiting() {
        byte[] lines = waiting.toByteArray();
        waiting = new ByteArrayOutputStream();
        long upTo = added;
        writing = true;
        lock.unlock();
        IOException failed = null;
        try {
            out.write(lines);
            out.getFD().sync();
        } catch (IOException e) {
            failed = e;
        }
        lock.lock();
        writing = false;
        if (failed == null) {
            durable = upTo;
        } else {
            failure = failed;
        }
        written.signalAll();
    }

    @Override
    public void remove() throws IOException {
        if (end()) {
            try {
                Files.deleteIfExists(file);
            } finally {
                held.release(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (end()) {
            held.release(false);
        }
    }

    private boolean end() throws IOException {
        lock.lock();
        try {
            while (writing) {
                written.awaitUninterruptibly();
            }
            boolean first = !closed;
            closed = true;
            out.close();
            return first;
        } finally {
            lock.unlock();
        }
    }
}
