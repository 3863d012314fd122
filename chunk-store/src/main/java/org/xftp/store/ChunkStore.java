package org.xftp.store;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.ChunkBodies.ReadableBody;
import org.xftp.store.Ledger.Reservation;

/**
 * The chunks of a relay: records, bytes and quota together (docs/PROTOCOL.md section 3.3).
 *
 * <p>Guarantees:
 * <ul>
 * <li>A body can be read only while its record says stored, and only in full length.
 * <li>What a method has answered survives a crash and a loss of power.
 * <li>Stored bytes and the bytes of running uploads together never exceed the quota, of all processes together that
 * share an index.
 * <li>What is deleted, expired or blocked goes from the index first. A crash in between leaves a body that nobody can
 * read, for {@link #sweep} to remove. So does storage that does not let it go: then its room stays taken until the store
 * is opened again, where this process alone keeps the ledger.
 * </ul>
 *
 * <p>Safe for use by many threads at once; methods block and are meant for virtual threads. All throw
 * {@link IOException} when the storage fails or is closed, with one line that an operator can act on and that holds no
 * id, key or path.
 */
public final class ChunkStore implements AutoCloseable {
    private static final int LOCKS = 1024;
    /** Records that one change of the index removes at most: others wait for it. */
    private static final int EXPIRE_STEP = 8;
    /** The same where only rows are locked, and a step costs requests over the network. */
    private static final int SHARED_EXPIRE_STEP = 100;
    private static final Duration SWEEP_PAUSE = Duration.ofMillis(20);

    private final ChunkIndex index;
    private final ChunkBodies bodies;
    private final Room room;
    private final Ledger ledger;
    private final UploadCommit commit;
    private final Sweep sweep;
    private Optional<Thread> sweeper = Optional.empty();
    private Optional<BodyMove> move = Optional.empty();
    private Optional<Thread> mover = Optional.empty();

    private ChunkStore(ChunkIndex index, ChunkBodies bodies, Room room) {
        StripedLocks locks = new StripedLocks(LOCKS);
        this.index = index;
        this.bodies = bodies;
        this.room = room;
        this.ledger = room.ledger();
        this.commit = new UploadCommit(index, bodies, room, locks);
        this.sweep = new Sweep(index, bodies, locks, ledger.shared());
    }

    /**
     * A store over these two, which it closes with itself, though not when it fails to open. Takes no time that grows
     * with what is stored.
     *
     * @param quotaBytes the most that stored and arriving bodies may take up together; when more is stored already,
     *     nothing new is taken until enough is gone
     * @throws IOException also when the bodies belong to another index
     */
    public static ChunkStore open(ChunkIndex index, ChunkBodies bodies, long quotaBytes) throws IOException {
        return open(index, bodies, quotaBytes, FreeSpace.unwatched());
    }

    /**
     * The same, over a disk of bodies that is never filled up.
     *
     * @param disk turns uploads away, with {@link UploadStart.OverQuota}, that would leave too little space
     */
    public static ChunkStore open(ChunkIndex index, ChunkBodies bodies, long quotaBytes, FreeSpace disk)
            throws IOException {
        bodies.bind(index.storeId());
        return new ChunkStore(index, bodies, new Room(index.ledger(quotaBytes), disk));
    }

    /** See {@link ChunkIndex#add}. */
    public boolean add(Chunk chunk, List<Recipient> recipients) throws IOException {
        if (chunk.storedBytes() != 0) {
            throw new IllegalArgumentException("a chunk becomes stored by an upload");
        }
        return index.add(chunk, recipients);
    }

    /** See {@link ChunkIndex#addRecipients}. */
    public boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws IOException {
        return index.addRecipients(sender, recipients);
    }

    /** See {@link ChunkIndex#findBySender}. */
    public Optional<Chunk> findBySender(ChunkId sender) throws IOException {
        return index.findBySender(sender);
    }

    /** See {@link ChunkIndex#findByRecipient}. */
    public Optional<RecipientChunk> findByRecipient(ChunkId recipient) throws IOException {
        return index.findByRecipient(recipient);
    }

    /**
     * Begins an upload, with room for the whole chunk reserved if it starts. A stored chunk whose body is gone from
     * disk, or cut short, is uploaded again.
     */
    public UploadStart beginUpload(ChunkId sender) throws IOException {
        Optional<Chunk> found = index.findBySender(sender);
        if (found.isEmpty()) {
            return new UploadStart.Gone();
        }
        Chunk chunk = found.get();
        return switch (chunk.state()) {
            case ChunkState.Registered() -> begin(chunk, chunk.size());
            case ChunkState.Stored() -> commit.hasBody(chunk)
                    ? new UploadStart.AlreadyStored(new BodyCount(chunk.size()))
                    : begin(chunk, 0);
            case ChunkState.Blocked(String reason) -> new UploadStart.Blocked(reason);
        };
    }

    private UploadStart begin(Chunk chunk, long reserved) throws IOException {
        Optional<Reservation> reservation = room.reserve(reserved, chunk.size());
        if (reservation.isEmpty()) {
            return new UploadStart.OverQuota();
        }
        boolean started = false;
        try {
            PendingBody body = bodies.create(NewBody.of(chunk));
            started = true;
            return new UploadStart.Started(new Upload(chunk, body, reservation.get(), commit));
        } finally {
            if (!started) {
                room.release(reservation.get(), chunk.size());
            }
        }
    }

    /** Opens the bytes of a stored chunk; empty when it is unknown, not stored, or its body is gone from disk. */
    public Optional<ReadableBody> openBody(ChunkId sender) throws IOException {
        Optional<Chunk> chunk = index.findBySender(sender);
        if (chunk.isEmpty() || !(chunk.get().state() instanceof ChunkState.Stored)) {
            return Optional.empty();
        }
        return commit.openWhole(chunk.get());
    }

    /** Removes a recipient; see {@link ChunkIndex#removeRecipient}. */
    public boolean acknowledge(ChunkId recipient) throws IOException {
        return index.removeRecipient(recipient);
    }

    /**
     * Removes a chunk with its recipients and its body, and frees its room.
     *
     * @return false when it is unknown
     * @throws IOException also when only the body could not be removed; the record is gone then, and so is the way to
     *     the body
     */
    public boolean delete(ChunkId sender) throws IOException {
        Optional<Chunk> removed = index.delete(sender);
        if (removed.isPresent()) {
            removeBodies(List.of(removed.get()));
        }
        return removed.isPresent();
    }

    /**
     * Takes a chunk out of service: its record stays as blocked, its body is removed and its room freed.
     *
     * @param reason as {@link ChunkState.Blocked} describes it
     * @return false when it is unknown
     * @throws IOException also when only the body could not be removed; the chunk is blocked then
     */
    public boolean block(ChunkId sender, String reason) throws IOException {
        Optional<Chunk> before = index.block(sender, reason);
        if (before.isPresent()) {
            removeBodies(List.of(before.get()));
        }
        return before.isPresent();
    }

    /**
     * Removes chunks created in an hour before this one, as {@link #delete} does, oldest first. Others can work in
     * between: what is many records is removed in small groups. While the storage of bodies does not work, nothing is
     * removed: the records are what keeps the bodies in sight.
     *
     * @param beforeHour Unix seconds
     * @param limit the most to remove in this step, positive
     * @return how many were removed; fewer than {@code limit} when none is left
     * @throws BodiesLeftException when bodies could not be removed, which keeps no other chunk from being removed while
     *     the storage of bodies works
     */
    public int expire(long beforeHour, int limit) throws IOException {
        bodies.check();
        int most = ledger.shared() ? SHARED_EXPIRE_STEP : EXPIRE_STEP;
        Optional<IOException> failure = Optional.empty();
        int expired = 0;
        boolean more = true;
        while (more && expired < limit) {
            int step = Math.min(most, limit - expired);
            List<Chunk> removed = index.deleteExpired(beforeHour, step);
            expired += removed.size();
            more = removed.size() == step;
            try {
                removeBodies(removed);
            } catch (IOException e) {
                failure = Optional.of(failure.orElse(e));
                more &= bodiesWork(); // Else the bodies of all that is due would be left.
            }
        }
        if (failure.isPresent()) {
            throw new BodiesLeftException(expired, failure.get());
        }
        return expired;
    }

    private boolean bodiesWork() {
        try {
            bodies.check();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void removeBodies(List<Chunk> removed) throws IOException {
        if (!removed.isEmpty()) {
            bodies.deleteAll(removed.stream().map(Chunk::id).toList());
            ledger.removed(removed.stream().mapToLong(Chunk::storedBytes).sum());
        }
    }

    /** See {@link ChunkBodies#check}. */
    public void checkBodies() throws IOException {
        bodies.check();
    }

    /** What the index holds. */
    public Totals totals() throws IOException {
        return index.totals();
    }

    /** The part of the quota that is taken, by stored bodies and by running uploads. */
    public long usedBytes() throws IOException {
        return ledger.usedBytes();
    }

    /**
     * Removes all bodies whose record does not say stored. Safe at any time; takes time that grows with the number of
     * bodies.
     */
    public SweepOutcome sweep() {
        return sweep.run(Duration.ZERO);
    }

    /**
     * Sweeps once, slowly, on a thread of its own; meant for the start of a relay.
     *
     * @param done told on that thread how it ended
     * @throws IllegalStateException when called twice
     */
    public synchronized void sweepInBackground(Consumer<SweepOutcome> done) {
        if (sweeper.isPresent()) {
            throw new IllegalStateException("the sweep has begun already");
        }
        sweeper = Optional.of(Thread.ofPlatform()
                .daemon()
                .name("chunk-store-sweep")
                .start(() -> done.accept(sweep.run(SWEEP_PAUSE))));
    }

    /**
     * Moves bodies on a thread of its own until all are moved or this is closed; meant for the start of a relay.
     *
     * @param bodyMove between the two places of the bodies of this store, not giving up
     * @param done told on that thread when all are moved
     * @throws IllegalStateException when called twice
     */
    public synchronized void moveInBackground(BodyMove bodyMove, Consumer<BodyMove.Progress> done) {
        if (move.isPresent()) {
            throw new IllegalStateException("bodies are being moved already");
        }
        move = Optional.of(bodyMove);
        mover = Optional.of(Thread.ofPlatform().daemon().name("chunk-bodies-move").start(() -> {
            try {
                bodyMove.run().ifPresent(done);
            } catch (IOException e) {
                throw new IllegalStateException("a move that does not give up does not fail", e);
            }
        }));
    }

    /** Stops the sweep and a move of bodies, and closes index and bodies. Uploads that are still running fail. */
    @Override
    public synchronized void close() throws IOException {
        sweep.stop();
        move.ifPresent(BodyMove::stop);
        sweeper.ifPresent(ChunkStore::joinUninterruptibly);
        mover.ifPresent(ChunkStore::joinUninterruptibly);
        try {
            index.close();
        } finally {
            bodies.close();
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
