package org.xftp.protocol.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xftp.protocol.crypto.Digest;

/** Brings the lines of all relays together to chunks: one digest and one size each (section 6). */
final class ChunkCollector {
    private final int chunkSize;
    private final SortedMap<Integer, Entry> entries = new TreeMap<>();

    /** What is known of one chunk so far. */
    private static final class Entry {
        private final List<Replica> replicas = new ArrayList<>(1);
        private Optional<Digest> digest = Optional.empty();
        private OptionalInt size = OptionalInt.empty();
    }

    /** @param chunkSize of chunks that state none */
    ChunkCollector(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    void add(RelayAddress relay, ReplicaLine line) throws DescriptionException {
        Entry entry = entries.computeIfAbsent(line.number(), _ -> new Entry());
        if (line.digest().isPresent() && entry.digest.isPresent() && !line.digest().equals(entry.digest)) {
            throw new DescriptionException("chunk " + line.number() + " has two digests that differ");
        }
        if (line.size().isPresent() && entry.size.isPresent() && !line.size().equals(entry.size)) {
            throw new DescriptionException("chunk " + line.number() + " has two sizes that differ");
        }
        entry.digest = entry.digest.or(line::digest);
        entry.size = entry.size.isPresent() ? entry.size : line.size();
        entry.replicas.add(new Replica(relay, line.id(), line.key()));
    }

    /** All chunks, by number; gaps are for {@link FileDescription} to find. */
    List<Chunk> chunks() throws DescriptionException {
        List<Chunk> chunks = new ArrayList<>(entries.size());
        for (var numbered : entries.entrySet()) {
            int number = numbered.getKey();
            Entry entry = numbered.getValue();
            if (number < 1) {
                throw new DescriptionException("chunks are numbered from 1");
            }
            if (entry.digest.isEmpty()) {
                throw new DescriptionException("chunk " + number + " has no digest");
            }
            chunks.add(new Chunk(number, entry.size.orElse(chunkSize), entry.digest.get(), entry.replicas));
        }
        return chunks;
    }
}
