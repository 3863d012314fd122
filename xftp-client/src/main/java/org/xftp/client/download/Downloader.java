package org.xftp.client.download;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.transfer.ChunkBuffers;
import org.xftp.client.transfer.ChunkMemory;
import org.xftp.client.transfer.ChunkWindow;
import org.xftp.client.transfer.OrderedDigest;
import org.xftp.client.transfer.Progress;
import org.xftp.client.transfer.Waiting;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.DamagedFileException;
import org.xftp.protocol.description.FileDecryptor;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;

/**
 * Fetches the chunks of a file, several at a time, and decrypts them in order on the calling thread, while another
 * thread computes the SHA-512 of the whole. At most {@code window} chunks are in memory, over a long line half as many
 * again.
 */
public final class Downloader {
    /** Where the file's own bytes go, in order. */
    interface Sink {
        void write(byte[] bytes, int offset, int length) throws XftpClientException;

        /** What stands before the file's bytes, as soon as it is known. */
        default void header(byte[] prefix) throws XftpClientException {}

        /**
         * Whether the sink has the next chunk from earlier, its digest checked; then it is in {@code buffer} now. Asked
         * in order until it has no more.
         */
        default boolean has(Chunk chunk, byte[] buffer) throws XftpClientException {
            return false;
        }

        /** Comes instead of {@link #write} for chunks that the sink has. */
        default void skip(byte[] bytes, int offset, int length) throws XftpClientException {}

        /** The file as described is not what its chunks make: no further attempt can succeed. */
        default void hopeless() {}
    }

    private final ChunkFetcher fetcher;
    private final ChunkWindow window;
    private final ChunkMemory memory;

    /** @param memory shared with all other transfers */
    public Downloader(ChunkFetcher fetcher, int window, ChunkMemory memory) {
        this.fetcher = fetcher;
        this.window = new ChunkWindow(window);
        this.memory = memory;
    }

    /**
     * Returns once everything is written and size, tag and digest are found right; before that, nothing of what the
     * sink got may be trusted.
     *
     * @param progress is closed at the end
     * @throws XftpClientException of kind INTEGRITY when the bytes are not the described ones
     */
    FileHeader download(FileDescription description, Sink sink, Progress progress) throws XftpClientException {
        ExecutorService fetches = Executors
                .newThreadPerTaskExecutor(Thread.ofVirtual().name("xftp-download").factory());
        try (progress;
                ChunkMemory.Share _ = memory.take(Math.min(description.chunks().size(), window.most()),
                        largest(description.chunks()));
                OrderedDigest digest = new OrderedDigest();
                FileDecryptor decryptor = new FileDecryptor(description.key(), description.nonce(),
                        description.size())) {
            drain(description.chunks(), fetches, digest, decryptor, sink, progress);
            if (!digest.finish().equals(description.digest())) {
                sink.hopeless();
                throw damaged("the file is not the described one: its digest differs");
            }
            decryptor.finish();
            return decryptor.header().orElseThrow(() -> damaged("the file has no header"));
        } catch (DamagedFileException e) {
            sink.hopeless();
            throw damaged(String.valueOf(e.getMessage()));
        } finally {
            Waiting.stop(fetches);
        }
    }

    private static int largest(List<Chunk> chunks) {
        return Collections.max(chunks.stream().map(Chunk::size).toList());
    }

    private void drain(List<Chunk> chunks, ExecutorService fetches, OrderedDigest digest, FileDecryptor decryptor,
            Sink sink, Progress progress) throws XftpClientException, DamagedFileException {
        ChunkBuffers buffers = new ChunkBuffers(largest(chunks));
        int asked = replay(chunks, buffers, digest, decryptor, sink, progress);
        Deque<Fetch> underway = new ArrayDeque<>();
        for (Chunk chunk : chunks.subList(asked, chunks.size())) {
            while (asked < chunks.size() && underway.size() < atATime(chunks.get(asked))) {
                Chunk next = chunks.get(asked++);
                Progress.Moving moving = progress.moving(next.size());
                Callable<byte[]> fetch = () -> fetcher.fetch(next, buffers.take(), progress, moving);
                Future<byte[]> fetched = fetches.submit(fetch);
                underway.addLast(new Fetch(digest.add(fetched::get, next.size()), moving));
            }
            Fetch fetch = underway.removeFirst();
            byte[] data = Waiting.get(fetch.data());
            FileDecryptor.Span span = decrypt(decryptor, data, chunk.size(), sink);
            sink.write(data, span.offset(), span.length());
            buffers.giveBack(data);
            fetch.moving().arrived();
        }
    }

    /** A chunk that is fetched, or was and waits for its turn. */
    private record Fetch(Future<byte[]> data, Progress.Moving moving) {}

    /** As many as fill the longest line to a relay that has the next chunk. */
    private int atATime(Chunk next) {
        return window.over(fetcher.roundTrip(next));
    }

    /** Takes from the sink what it has; how many chunks that were. */
    private static int replay(List<Chunk> chunks, ChunkBuffers buffers, OrderedDigest digest,
            FileDecryptor decryptor, Sink sink, Progress progress) throws XftpClientException, DamagedFileException {
        byte[] buffer = buffers.take();
        int replayed = 0;
        while (replayed < chunks.size() && sink.has(chunks.get(replayed), buffer)) {
            int size = chunks.get(replayed).size();
            Waiting.get(digest.add(() -> buffer, size));
            FileDecryptor.Span span = decryptor.decrypt(buffer, 0, size);
            sink.skip(buffer, span.offset(), span.length());
            progress.add(size);
            replayed++;
        }
        buffers.giveBack(buffer);
        return replayed;
    }

    /** The header is told when the first chunk holds all of it, which it does on every relay's chunk sizes. */
    private static FileDecryptor.Span decrypt(FileDecryptor decryptor, byte[] data, int size, Sink sink)
            throws XftpClientException, DamagedFileException {
        boolean first = decryptor.position() == 0;
        FileDecryptor.Span span = decryptor.decrypt(data, 0, size);
        if (first && decryptor.header().isPresent()) {
            sink.header(Arrays.copyOf(data, span.offset()));
        }
        return span;
    }

    private static XftpClientException damaged(String message) {
        return new XftpClientException(FailureKind.INTEGRITY, message);
    }
}
