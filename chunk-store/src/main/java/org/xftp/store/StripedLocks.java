package org.xftp.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A fixed number of locks for any number of chunks: the same id always gets the same lock. */
final class StripedLocks {
    private final ReentrantLock[] locks;

    /** So many that commits of different chunks, a few milliseconds each, seldom meet. */
    StripedLocks(int count) {
        locks = Stream.generate(ReentrantLock::new).limit(count).toArray(ReentrantLock[]::new);
    }

    ReentrantLock of(ChunkId id) {
        return locks[Math.floorMod(id.hashCode(), locks.length)];
    }
}
