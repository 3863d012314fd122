package org.xftp.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Chunks, recipients and bytes for tests, the same for the same number. */
public final class Samples {
    /** An hour in November 2026. */
    public static final long HOUR = 497_000 * Chunk.HOUR;

    private Samples() {}

    public static ChunkId id(long number) {
        byte[] bytes = new byte[ChunkId.LENGTH];
        new Random(number).nextBytes(bytes);
        return ChunkId.of(bytes);
    }

    public static AuthKey key(int number) {
        byte[] der = new byte[44 + number % 26];
        Arrays.fill(der, (byte) number);
        return AuthKey.of(der);
    }

    public static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public static ChunkDigest digest(byte[] content) {
        try {
            return ChunkDigest.of(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A registered chunk that expects these bytes. */
    public static Chunk chunk(ChunkId id, byte[] content) {
        return new Chunk(id, key(1), content.length, digest(content), HOUR, new ChunkState.Registered());
    }

    /** A registered chunk of this size, for tests that do not come to its bytes. */
    public static Chunk chunk(ChunkId id, int size) {
        return new Chunk(id, key(2), size, digest(id.toArray()), HOUR, new ChunkState.Registered());
    }

    /** The same chunk, created this many hours after (or, negative, before) {@link #HOUR}. */
    public static Chunk at(Chunk chunk, int hours) {
        return new Chunk(
                chunk.id(),
                chunk.senderKey(),
                chunk.size(),
                chunk.digest(),
                HOUR + hours * Chunk.HOUR,
                chunk.state());
    }

    /** A body of this size, for tests that do not come to its digest. */
    public static NewBody newBody(ChunkId id, int size) {
        return new NewBody(id, size, digest(id.toArray()), false);
    }

    public static Recipient recipient(long number) {
        return new Recipient(id(number), key((int) (number % 100)));
    }

    public static List<Recipient> recipients(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(Samples::recipient)
                .toList();
    }
}
