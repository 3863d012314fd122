package org.xftp.client.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Holds back a few chunks and lets go of a random one for each that comes, so that the order in which chunks reach the
 * relays tells little of their order in the file. One thread's.
 */
final class ChunkShuffle<T> {
    private final RandomGenerator random;
    private final int capacity;
    private final List<T> held;

    /** @param capacity how many are held back at a time; with 0 all go through in their order */
    ChunkShuffle(RandomGenerator random, int capacity) {
        this.random = random;
        this.capacity = capacity;
        held = new ArrayList<>(capacity + 1);
    }

    /** Takes one, and gives one in its place unless there is still room. */
    Optional<T> exchange(T chunk) {
        held.add(chunk);
        return held.size() > capacity ? next() : Optional.empty();
    }

    /** One of those held back; empty when there are none. */
    Optional<T> next() {
        return held.isEmpty() ? Optional.empty() : Optional.of(held.remove(random.nextInt(held.size())));
    }
}
