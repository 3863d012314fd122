package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xftp.store.ChunkBodies.ReadableBody;
import org.xftp.store.file.FileBodies;
import org.xftp.store.sqlite.SqliteIndex;

/** A directory with a store as a relay has it, and what tests do with it. */
public record StoreDirectory(Path root) {
    public static final long PLENTY = 1L << 40;

    public SqliteIndex openIndex() throws IOException {
        return SqliteIndex.open(root.resolve("store.db"));
    }

    public FileBodies openBodies() throws IOException {
        return FileBodies.open(bodies(), new SecureRandom());
    }

    public ChunkStore open(long quota) throws IOException {
        return ChunkStore.open(openIndex(), openBodies(), quota);
    }

    public Path bodies() {
        return root.resolve("files");
    }

    /** Where the published body of a chunk lies. */
    public Path body(ChunkId id) {
        return bodies().resolve("%02x".formatted(id.toArray()[0])).resolve(id.base64Url());
    }

    /** Every body, published or not. */
    public List<Path> bodyFiles() throws IOException {
        try (Stream<Path> files = Files.walk(bodies())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".lock") && !file.endsWith(".store"))
                    .toList();
        }
    }

    public static Upload begin(ChunkStore store, ChunkId id) throws IOException {
        UploadStart start = store.beginUpload(id);
        assertThat(start).isInstanceOf(UploadStart.Started.class);
        return ((UploadStart.Started) start).upload();
    }

    public static UploadResult upload(ChunkStore store, ChunkId id, byte[] content) throws IOException {
        try (Upload upload = begin(store, id)) {
            upload.write(content, 0, content.length);
            return upload.finish();
        }
    }

    /** Registers a chunk for these bytes, without recipients, and stores them. */
    public static void store(ChunkStore store, ChunkId id, byte[] content) throws IOException {
        assertThat(store.add(Samples.chunk(id, content), List.of())).isTrue();
        assertThat(upload(store, id, content)).isEqualTo(new UploadResult.Stored());
    }

    public static Optional<byte[]> read(ChunkStore store, ChunkId id) throws IOException {
        Optional<ReadableBody> opened = store.openBody(id);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (ReadableBody body = opened.get()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = body.read(buffer, 0, buffer.length); n >= 0; n = body.read(buffer, 0, buffer.length)) {
                content.write(buffer, 0, n);
            }
            return Optional.of(content.toByteArray());
        }
    }
}
