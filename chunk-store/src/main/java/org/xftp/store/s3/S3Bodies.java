package org.xftp.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.xftp.store.ChunkBodies;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkId;
import org.xftp.store.NewBody;
import org.xftp.store.StoreId;
import org.xftp.store.s3.ObjectRequests.Put;

/**
 * Bodies as objects of a bucket, for any number of processes at the same time (docs/SCALING.md).
 *
 * <pre>
 * &lt;prefix&gt;.store          the index that knows these bodies
 * &lt;prefix&gt;&lt;base64url id&gt;  a body
 * </pre>
 *
 * <p>Bytes stream in both directions; no body is held in memory or on a disk. A body becomes visible with its last byte.
 * Requests that fail because the store is away fail at once after a few have failed; see {@link Breaker}. An object that
 * is deleted while it is read is read to its end if the store goes on sending it, which they do.
 */
public final class S3Bodies implements ChunkBodies {
    private static final int MOST_AT_ONCE = 1000;
    private static final String OWNER_MARK = ".store";

    private final ObjectRequests requests;
    private final String prefix;
    private volatile boolean closed;

    private S3Bodies(ObjectRequests requests, String prefix) {
        this.requests = requests;
        this.prefix = prefix;
    }

    /**
     * Asks the store whether it lets this process in.
     *
     * @throws IOException when the store cannot be reached, there is no such bucket, or it refuses the access key
     */
    public static S3Bodies open(S3Settings settings) throws IOException {
        ObjectRequests requests = new ObjectRequests(settings, new Breaker(System::nanoTime));
        try {
            var _ = requests.list(settings.prefix() + OWNER_MARK, Optional.empty());
            return new S3Bodies(requests, settings.prefix());
        } catch (IOException | RuntimeException e) {
            requests.close();
            throw e;
        }
    }

    @Override
    public void bind(StoreId index) throws IOException {
        requireOpen();
        byte[] mark = HexFormat.of().formatHex(index.toArray()).getBytes(StandardCharsets.ISO_8859_1);
        if (owner().isEmpty() && claim(mark)) {
            return;
        }
        if (!owner().orElse("").equals(new String(mark, StandardCharsets.ISO_8859_1))) {
            throw new IOException(
                    "the part of the bucket that s3_prefix names belongs to another store database: correct the"
                            + " ini or restore that database; to give up its chunks, remove the object .store");
        }
    }

    private Optional<String> owner() throws IOException {
        var found = requests.get(prefix + OWNER_MARK);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = found.get()) {
            return Optional.of(new String(content.readNBytes(2 * StoreId.LENGTH + 1), StandardCharsets.ISO_8859_1));
        }
    }

    /** False when somebody was faster. */
    private boolean claim(byte[] mark) throws IOException {
        Put put = requests.put(prefix + OWNER_MARK, mark.length, ChunkDigest.compute(mark), true,
                new ByteArrayInputStream(mark));
        return switch (put) {
            case Put.Done() -> true;
            case Put.Refused(int status, String code) -> {
                if (owner().isEmpty()) {
                    throw S3Failure.of("cannot mark the bucket of chunk bodies", status, code);
                }
                yield false;
            }
            case Put.Broken() -> false;
        };
    }

    private String name(ChunkId id) {
        return prefix + id.base64Url();
    }

    @Override
    public PendingBody create(NewBody body) throws IOException {
        requireOpen();
        return new PendingObject(requests, name(body.id()), body, this::requireOpen);
    }

    @Override
    public Optional<ReadableBody> open(ChunkId id) throws IOException {
        requireOpen();
        return requests.get(name(id)).map(OpenObject::new);
    }

    @Override
    public OptionalLong size(ChunkId id) throws IOException {
        requireOpen();
        return requests.size(name(id)).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** The store does not tell whether there was one. */
    @Override
    public boolean delete(ChunkId id) throws IOException {
        requireOpen();
        requests.delete(name(id));
        return true;
    }

    @Override
    public void deleteAll(List<ChunkId> ids) throws IOException {
        requireOpen();
        Optional<IOException> failure = Optional.empty();
        for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
            List<ChunkId> some = ids.subList(from, Math.min(ids.size(), from + MOST_AT_ONCE));
            try {
                deleteSome(some);
            } catch (IOException e) {
                failure = Optional.of(failure.orElse(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void deleteSome(List<ChunkId> ids) throws IOException {
        if (ids.size() == 1) {
            requests.delete(name(ids.getFirst()));
        } else {
            requests.deleteAll(ids.stream().map(this::name).toList());
        }
    }

    @Override
    public Listing list() throws IOException {
        requireOpen();
        return new ObjectListing(requests, prefix);
    }

    @Override
    public void check() throws IOException {
        requireOpen();
        var _ = requests.size(prefix + OWNER_MARK);
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the object store of chunk bodies is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            requests.close();
        }
    }
}
