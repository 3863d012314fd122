package org.xftp.store.model;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;
import org.xftp.store.Totals;
import org.xftp.store.UploadResult;
import org.xftp.store.UploadStart;

/** What a store must do, in the simplest way: maps in memory. Answers are those of the store. */
final class ModelStore {
    /** A chunk, and whether its bytes are on disk. */
    static final class Entry {
        final Chunk chunk;
        final int variant;
        final Set<Integer> recipients = new TreeSet<>();
        ChunkState state = new ChunkState.Registered();
        boolean body;

        Entry(Chunk chunk, int variant) {
            this.chunk = chunk;
            this.variant = variant;
        }

        long storedBytes() {
            return chunk.withState(state).storedBytes();
        }
    }

    private final long quota;
    private final Map<Integer, Entry> chunks = new TreeMap<>();

    ModelStore(long quota) {
        this.quota = quota;
    }

    Optional<Entry> chunk(int id) {
        return Optional.ofNullable(chunks.get(id));
    }

    Optional<Entry> ofRecipient(int id) {
        return chunks.values().stream().filter(e -> e.recipients.contains(id)).findFirst();
    }

    private boolean free(List<Integer> ids) {
        return new HashSet<>(ids).size() == ids.size()
                && ids.stream().noneMatch(id -> chunks.containsKey(id) || ofRecipient(id).isPresent());
    }

    boolean add(int id, Chunk chunk, int variant, List<Integer> recipients) {
        if (recipients.contains(id) || !free(recipients) || !free(List.of(id))) {
            return false;
        }
        Entry entry = new Entry(chunk, variant);
        entry.recipients.addAll(recipients);
        chunks.put(id, entry);
        return true;
    }

    boolean addRecipients(int id, List<Integer> recipients) {
        return chunks.containsKey(id) && free(recipients)
                && (recipients.isEmpty() || chunks.get(id).recipients.addAll(recipients));
    }

    /** The answer to the beginning, or to the end when it begins. */
    Object upload(int id, Operation.Sent sent) {
        @Nullable
        Entry entry = chunks.get(id);
        if (entry == null) {
            return new UploadStart.Gone();
        }
        if (entry.state instanceof ChunkState.Blocked(String reason)) {
            return new UploadStart.Blocked(reason);
        }
        boolean stored = entry.state instanceof ChunkState.Stored;
        if (stored && entry.body) {
            return "already stored";
        }
        if (!stored && used() + entry.chunk.size() > quota) {
            return new UploadStart.OverQuota();
        }
        return switch (sent) {
            case RIGHT -> {
                entry.state = new ChunkState.Stored();
                entry.body = true;
                yield new UploadResult.Stored();
            }
            case WRONG -> new UploadResult.DigestMismatch();
            case SHORT, LONG -> new UploadResult.SizeMismatch();
            case BROKEN_OFF -> "broken off";
        };
    }

    boolean acknowledge(int id) {
        return ofRecipient(id).map(e -> e.recipients.remove(id)).orElse(false);
    }

    boolean delete(int id) {
        return chunks.remove(id) != null;
    }

    boolean block(int id, String reason) {
        return chunk(id)
                .map(entry -> {
                    entry.state = new ChunkState.Blocked(reason);
                    entry.body = false;
                    return true;
                })
                .orElse(false);
    }

    /** Of the hour in which the limit falls, the store may take any; the model's chunks have one hour each. */
    int expire(long beforeHour, int limit) {
        List<Integer> old = chunks.entrySet().stream()
                .filter(e -> e.getValue().chunk.createdHour() < beforeHour)
                .sorted(Comparator.comparingLong(e -> e.getValue().chunk.createdHour()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(chunks::remove);
        return old.size();
    }

    boolean hasHour(long hour) {
        return chunks.values().stream().anyMatch(e -> e.chunk.createdHour() == hour);
    }

    long used() {
        return chunks.values().stream().mapToLong(Entry::storedBytes).sum();
    }

    long bodies() {
        return chunks.values().stream().filter(e -> e.body).count();
    }

    Totals totals() {
        return new Totals(
                chunks.size(),
                chunks.values().stream().filter(e -> e.state instanceof ChunkState.Stored).count(),
                chunks.values().stream().filter(e -> e.state instanceof ChunkState.Blocked).count(),
                chunks.values().stream().mapToLong(e -> e.recipients.size()).sum(),
                used());
    }
}
