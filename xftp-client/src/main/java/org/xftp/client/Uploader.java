package org.xftp.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import org.xftp.client.TransferListener.Phase;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.description.FileEncryptor;
import org.xftp.protocol.description.RelayAddress;

/**
 * Encrypts a source and puts its chunks on relays, without a copy on disk: the calling thread reads and encrypts one
 * chunk after the other into one of a few buffers; from there SHA-512 of the whole, SHA-256 of the chunk and the network
 * work on it at the same time, and the buffer is used again.
 */
final class Uploader {
    private static final Duration DISCARD_LIMIT = Duration.ofSeconds(10);

    private final RelayPool pool;
    private final Retrier retrier;
    private final SecureRandom random;
    private final UploadLayout layout;
    private final int window;

    /** @param window buffers of one chunk's size, at least 1 */
    Uploader(RelayPool pool, Retrier retrier, SecureRandom random, UploadLayout layout, int window) {
        this.pool = pool;
        this.retrier = retrier;
        this.random = random;
        this.layout = layout;
        this.window = window;
    }

    /**
     * Uploads all of {@code source}; on failure what is already on relays is deleted as far as they can be reached
     * within ten seconds.
     *
     * @param relays at least as many as replicas; every chunk lies on that many of them, all are used alike
     */
    UploadedFile upload(UploadSource source, List<RelayAddress> relays, int recipients, TransferListener listener)
            throws XftpClientException {
        Secret key = Secret.random(random);
        Nonce nonce = Nonce.random(random);
        try (FileEncryptor encryptor = new FileEncryptor(key, nonce, source.header(), source.length())) {
            Progress progress = new Progress(listener, Phase.UPLOADING, encryptor.layout().encryptedSize());
            ChunkRegistrar registrar = new ChunkRegistrar(random, layout.keys(recipients));
            ChunkUploader chunks = new ChunkUploader(pool, retrier, registrar, layout.replicas(), UploadJournal.NONE,
                    progress);
            UploadedFile.Builder uploaded = new UploadedFile.Builder(encryptor.layout().chunkSizes().size());
            try {
                FileDigest digest = uploadChunks(encryptor, source, chunks, relays, uploaded, progress);
                return uploaded.build(digest, key, nonce);
            } catch (XftpClientException e) {
                discard(registrar.registered());
                throw e;
            }
        }
    }

    private FileDigest uploadChunks(FileEncryptor encryptor, UploadSource source, ChunkUploader chunks,
            List<RelayAddress> relays, UploadedFile.Builder uploaded, Progress progress) throws XftpClientException {
        List<Integer> sizes = encryptor.layout().chunkSizes();
        ChunkBuffers buffers = new ChunkBuffers(Collections.max(sizes));
        RelayRotation rotation = new RelayRotation(relays, random);
        try (OrderedDigest digest = new OrderedDigest(); TaskGroup group = new TaskGroup("xftp-upload", window)) {
            for (int i = 0; i < sizes.size(); i++) {
                int number = i;
                int size = sizes.get(i);
                group.reserve();
                byte[] buffer = buffers.take();
                encryptor.encrypt(buffer, 0, size, source);
                Future<byte[]> digested = digest.add(() -> buffer, size);
                List<RelayAddress> order = rotation.next();
                group.start(() -> {
                    uploaded.set(number, chunks.upload(number, buffer, size, order));
                    buffers.giveBack(Waiting.get(digested));
                    progress.add(size);
                });
            }
            source.checkUnchanged();
            group.await();
            return digest.finish();
        }
    }

    /** Best effort, on threads of its own: this one may be interrupted. */
    private void discard(List<UploadedChunk> chunks) {
        boolean interrupted = Thread.interrupted();
        Thread thread = Thread.ofVirtual().name("xftp-discard").start(() -> {
            try (TaskGroup group = new TaskGroup("xftp-discard", window)) {
                for (UploadedChunk chunk : chunks) {
                    group.start(() -> delete(chunk));
                }
                group.await();
            } catch (XftpClientException e) {
                // Interrupted below: the time is up, and what is left expires on its relay.
                return;
            }
        });
        try {
            thread.join(DISCARD_LIMIT);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        thread.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete(UploadedChunk chunk) {
        try {
            pool.call(chunk.relay(), c -> {
                c.delete(chunk.sender().id(), chunk.sender().key());
                return chunk;
            });
        } catch (XftpClientException e) {
            // It expires on its relay.
            return;
        }
    }
}
