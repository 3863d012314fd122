package org.xftp.store.s3;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.xftp.store.BodyCount;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.NewBody;
import org.xftp.store.s3.ObjectRequests.Put;

/**
 * An object on its way to the store, sent as its bytes come. The last byte is held back until the body is published: an
 * object of which a byte is missing never becomes visible, however its connection ends.
 *
 * <p>Where the body is not to replace another one, an object that is there already has the same bytes: then what comes is
 * only counted.
 */
final class PendingObject implements PendingBody {
    /** Fails when the storage has been closed. */
    interface Guard {
        void requireOpen() throws IOException;
    }

    private final ObjectRequests requests;
    private final String name;
    private final NewBody body;
    private final Guard storage;
    private final HandOff bytes = new HandOff();
    private final BodyCount count;
    private final byte[] last = new byte[1];
    private Optional<CompletableFuture<Put>> upload = Optional.empty();
    private long written;
    private boolean settled;
    private boolean open = true;

    PendingObject(ObjectRequests requests, String name, NewBody body, Guard storage) {
        this.requests = requests;
        this.name = name;
        this.body = body;
        this.storage = storage;
        this.count = new BodyCount(body.size());
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        requirePending();
        if (length == 0) {
            return;
        }
        count.add(length);
        written += length;
        int now = length;
        if (written == body.size()) {
            now--;
            last[0] = source[offset + now];
        }
        begin();
        if (now > 0 && !settled && !bytes.offer(source, offset, now)) {
            // It has ended early; whether that is bad is found out once, here.
            settle();
        }
    }

    private void begin() {
        if (upload.isPresent()) {
            return;
        }
        var result = new CompletableFuture<Put>();
        upload = Optional.of(result);
        Thread.ofVirtual().name("chunk-body-upload").start(() -> send(result));
    }

    private void send(CompletableFuture<Put> result) {
        try {
            result.complete(requests.put(name, body.size(), body.digest(), !body.replacing(), bytes));
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            bytes.readerGone();
        }
    }

    @Override
    public void publish() throws IOException {
        requirePending();
        if (!count.complete()) {
            throw new IllegalStateException("the body is not whole");
        }
        storage.requireOpen();
        begin();
        if (body.size() == 0 || (!settled && bytes.offer(last, 0, 1))) {
            bytes.complete();
        }
        settle();
        open = false;
    }

    /** Waits for the end of the upload; returns when the object is there, by this upload or another one. */
    private void settle() throws IOException {
        if (settled) {
            return;
        }
        switch (result()) {
            case Put.Done() -> {}
            case Put.Refused(int status, String code) -> {
                if (!isThere()) {
                    throw S3Failure.of("cannot store a chunk body", status, code);
                }
            }
            case Put.Broken() -> {
                if (!isThere()) {
                    throw new IOException("cannot store a chunk body: " + S3Failure.AWAY);
                }
            }
        }
        settled = true;
    }

    private Put result() throws IOException {
        try {
            return upload.orElseThrow().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw e;
        }
    }

    private boolean isThere() throws IOException {
        return !body.replacing() && requests.size(name).filter(size -> size == body.size()).isPresent();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            bytes.cancel();
        }
    }

    private void requirePending() {
        if (!open) {
            throw new IllegalStateException("the body was published or closed before");
        }
    }
}
