package org.xftp.client.transfer;

import java.security.MessageDigest;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.crypto.FileDigest;

/** SHA-512 over the chunks of a file in order, computed beside everything else on one thread. */
public final class OrderedDigest implements AutoCloseable {
    private final MessageDigest digest = Hashes.sha512();
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofVirtual().name("xftp-file-digest").factory());

    /**
     * Adds the next chunk once {@code chunk} has it and every chunk before it is added.
     *
     * @return the chunk's array, when its bytes are taken; until then they must not change
     */
    public Future<byte[]> add(Callable<byte[]> chunk, int length) {
        return thread.submit(() -> {
            byte[] bytes = chunk.call();
            digest.update(bytes, 0, length);
            return bytes;
        });
    }

    /** The digest of all chunks added. */
    public FileDigest finish() throws XftpClientException {
        return Waiting.get(thread.submit(() -> FileDigest.of(digest.digest())));
    }

    @Override
    public void close() {
        Waiting.stop(thread);
    }
}
