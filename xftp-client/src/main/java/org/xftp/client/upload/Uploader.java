package org.xftp.client.upload;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.xftp.client.FailureKind;
import org.xftp.client.TransferListener;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.client.journal.TransferHead;
import org.xftp.client.journal.UploadState;
import org.xftp.client.journal.UploadedChunk;
import org.xftp.client.journal.UploadedFile;
import org.xftp.client.pool.RelayPool;
import org.xftp.client.pool.RelayRotation;
import org.xftp.client.pool.Retrier;
import org.xftp.client.transfer.ChunkBuffers;
import org.xftp.client.transfer.ChunkMemory;
import org.xftp.client.transfer.ChunkWindow;
import org.xftp.client.transfer.OrderedDigest;
import org.xftp.client.transfer.Progress;
import org.xftp.client.transfer.TaskGroup;
import org.xftp.client.transfer.Waiting;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.description.FileEncryptor;
import org.xftp.protocol.description.RelayAddress;

/**
 * Encrypts a source and puts its chunks on relays, without a copy on disk: the calling thread reads and encrypts one
 * chunk after the other into one of a few buffers; from there SHA-512 of the whole, SHA-256 of the chunk and the network
 * work on it at the same time, and the buffer is used again. A few chunks are held back, so that a random one of them
 * goes next.
 */
public final class Uploader {
    private static final Duration DISCARD_LIMIT = Duration.ofSeconds(10);

    private final RelayPool pool;
    private final Retrier retrier;
    private final SecureRandom random;
    private final UploadLayout layout;
    private final ChunkWindow window;
    private final ChunkMemory memory;

    /**
     * With what it works.
     *
     * @param window chunks sent at a time to relays nearby, at least 1; half as many more are registered meanwhile, for
     *     relays not to wait, and up to half as many are there to choose from
     * @param memory shared with all other transfers
     */
    public Uploader(RelayPool pool, Retrier retrier, SecureRandom random, UploadLayout layout, int window,
            ChunkMemory memory) {
        this.pool = pool;
        this.retrier = retrier;
        this.random = random;
        this.layout = layout;
        this.window = new ChunkWindow(window);
        this.memory = memory;
    }

    /**
     * Uploads what is missing of {@code source}. On failure, whatever is thrown, a state that is kept stays, for the same
     * call to go on with; otherwise what is already on relays is deleted as far as they can be reached within ten seconds.
     *
     * @param relays at least as many as replicas; every chunk lies on that many of them, all are used alike
     */
    public UploadedFile upload(UploadSource source, UploadState state, boolean kept, List<RelayAddress> relays,
            TransferListener listener) throws XftpClientException {
        TransferHead.OfUpload head = state.head();
        try (FileEncryptor encryptor = new FileEncryptor(head.key(), head.nonce(), head.header(), head.length())) {
            ChunkRegistrar registrar = new ChunkRegistrar(random, layout.keys(head.recipients()));
            boolean stays = kept;
            try (Progress progress = new Progress(listener, Phase.UPLOADING, encryptor.layout().encryptedSize())) {
                ChunkUploader chunks = new ChunkUploader(pool, retrier, registrar, layout.replicas(), state, progress);
                state.finished(uploadChunks(encryptor, source, chunks, relays, progress));
                UploadedFile uploaded = state.uploaded();
                stays = true;
                return uploaded;
            } finally {
                if (!stays) {
                    discard(registrar.registered());
                }
            }
        }
    }

    private FileDigest uploadChunks(FileEncryptor encryptor, UploadSource source, ChunkUploader chunks,
            List<RelayAddress> relays, Progress progress) throws XftpClientException {
        List<Integer> sizes = encryptor.layout().chunkSizes();
        int largest = Collections.max(sizes);
        ChunkBuffers buffers = new ChunkBuffers(largest);
        RelayRotation rotation = new RelayRotation(relays, random);
        ChunkShuffle<TaskGroup.Task> shuffle = new ChunkShuffle<>(random, heldBack());
        try (ChunkMemory.Share _ = memory.take(Math.min(sizes.size(), inMemory()), largest);
                OrderedDigest digest = new OrderedDigest();
                TaskGroup group = new TaskGroup("xftp-upload", () -> underWay(relays))) {
            for (int i = 0; i < sizes.size(); i++) {
                int number = i;
                int size = sizes.get(i);
                byte[] buffer = buffers.take();
                encryptor.encrypt(buffer, 0, size, source);
                Future<byte[]> digested = digest.add(() -> buffer, size);
                List<RelayAddress> order = rotation.next();
                start(group, shuffle.exchange(() -> {
                    Progress.Moving moving = progress.moving(size);
                    chunks.upload(number, buffer, size, order, moving);
                    buffers.giveBack(Waiting.get(digested));
                    moving.arrived();
                }));
            }
            source.checkUnchanged();
            while (start(group, shuffle.next())) {
                // Until none is held back any more.
            }
            group.await();
            return digest.finish();
        }
    }

    /** A window that is sent, and half as many that are registered. */
    private int underWay(List<RelayAddress> relays) {
        return underWay(window.over(pool.roundTrip(relays)));
    }

    private static int underWay(int sent) {
        return sent + sent / 2;
    }

    /** Most chunks at a time: those under way, those held back, and the one that is encrypted. */
    private int inMemory() {
        return underWay(window.most()) + heldBack() + 1;
    }

    /** So many that nearby there are at most two windows of chunks in memory, with the one that is encrypted. */
    private int heldBack() {
        return Math.max(0, window.nearby() / 2 - 1);
    }

    private static boolean start(TaskGroup group, Optional<TaskGroup.Task> task) throws XftpClientException {
        if (task.isPresent()) {
            group.start(task.get());
        }
        return task.isPresent();
    }

    /** Best effort, on threads of its own: this one may be interrupted, and more than once. */
    private void discard(List<UploadedChunk> chunks) {
        Thread thread = Thread.ofVirtual().name("xftp-discard").start(() -> {
            try (TaskGroup group = new TaskGroup("xftp-discard", window.nearby())) {
                for (UploadedChunk chunk : chunks) {
                    group.start(() -> delete(chunk));
                }
                group.await();
            } catch (XftpClientException e) {
                // Interrupted below: the time is up, and what is left expires on its relay.
                return;
            }
        });
        Waiting.join(thread, DISCARD_LIMIT);
        thread.interrupt();
    }

    private void delete(UploadedChunk chunk) {
        try {
            deleteOnce(chunk);
        } catch (XftpClientException e) {
            // It expires on its relay.
            return;
        }
    }

    private UploadedChunk deleteOnce(UploadedChunk chunk) throws XftpClientException {
        return pool.call(chunk.relay(), c -> {
            c.delete(chunk.sender().id(), chunk.sender().key());
            return chunk;
        });
    }

    /** Deletes everything that an upload registered; what is gone already is no failure. */
    public void forget(UploadState state, TransferListener listener) throws XftpClientException {
        List<UploadedChunk> chunks = state.registered();
        try (Progress progress = new Progress(listener, Phase.DELETING, chunks.size());
                TaskGroup group = new TaskGroup("xftp-forget", window.nearby())) {
            for (UploadedChunk chunk : chunks) {
                group.start(() -> {
                    deleteIfThere(chunk, progress);
                    progress.add(1);
                });
            }
            group.await();
        }
    }

    private void deleteIfThere(UploadedChunk chunk, Progress progress) throws XftpClientException {
        try {
            retrier.call(chunk.relay(), () -> deleteOnce(chunk), progress::retrying);
        } catch (XftpClientException e) {
            if (e.kind() != FailureKind.GONE && e.kind() != FailureKind.BLOCKED) {
                throw e;
            }
        }
    }
}
