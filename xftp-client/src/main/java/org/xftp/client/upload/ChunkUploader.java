package org.xftp.client.upload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.xftp.client.FailureKind;
import org.xftp.client.RetryPolicy;
import org.xftp.client.XftpClientException;
import org.xftp.client.journal.UploadState;
import org.xftp.client.journal.UploadState.Known;
import org.xftp.client.journal.UploadedChunk;
import org.xftp.client.journal.UploadedChunk.Access;
import org.xftp.client.pool.RelayPool;
import org.xftp.client.pool.Retrier;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.transfer.Hashes;
import org.xftp.client.transfer.Progress;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.description.RelayAddress;

/** Puts each chunk on as many relays as it shall have replicas. For several threads. */
final class ChunkUploader {
    /** Retries at one relay before the next one gets its turn. */
    private static final int BEFORE_NEXT = 2;

    private final RelayPool pool;
    private final Retrier retrier;
    private final ChunkRegistrar registrar;
    private final int replicas;
    private final UploadState state;
    private final Progress progress;

    ChunkUploader(RelayPool pool, Retrier retrier, ChunkRegistrar registrar, int replicas, UploadState state,
            Progress progress) {
        this.pool = pool;
        this.retrier = retrier;
        this.registrar = registrar;
        this.replicas = replicas;
        this.state = state;
        this.progress = progress;
    }

    /** A chunk on its way: its bytes, and where it is registered so far. One thread's. */
    private static final class Load {
        final int number;
        final byte[] data;
        final int length;
        final Digest digest;
        final Map<RelayAddress, UploadedChunk> registrations = new HashMap<>();
        /** Sender ids of those under which the bytes may have been sent before. */
        final Set<EntityId> tried = new HashSet<>();
        private final int replicas;
        private final Progress.Moving moving;
        private int stored;
        private int attempts;

        Load(int number, byte[] data, int length, int replicas, Progress.Moving moving) {
            this.number = number;
            this.data = data;
            this.length = length;
            this.replicas = replicas;
            this.moving = moving;
            digest = Hashes.sha256(data, length);
        }

        /** So many replicas are on their relays; each has its share in the chunk. */
        synchronized void stored(int count) {
            stored = count;
            attempt();
        }

        /** Begins to count the bytes of the next replica; what is told of earlier attempts does not count any more. */
        synchronized IntConsumer attempt() {
            int number = ++attempts;
            taken(number, 0);
            return bytes -> taken(number, bytes);
        }

        private synchronized void taken(int attempt, int bytes) {
            if (attempt == attempts) {
                moving.at(((long) stored * length + bytes) / replicas);
            }
        }
    }

    /**
     * Uploads to the first relays that take the chunk: one that cannot be reached, or is full, makes room for the next,
     * and is the last choice for all further chunks; when the rest cannot be reached either, they are tried in turn
     * for as long as the retry policy allows. What the state knows is not done again: a chunk stored before is not
     * sent, one registered before is sent under that registration if the relay knows it and has not got it.
     *
     * @param number of the chunk, from 0
     * @param relays at least as many as replicas, the preferred first
     * @param moving is told how far it is
     * @return the replicas, each on another relay
     * @throws XftpClientException of kind DISK when the state knows the chunk with other bytes
     */
    List<UploadedChunk> upload(int number, byte[] data, int length, List<RelayAddress> relays,
            Progress.Moving moving) throws XftpClientException {
        Load load = new Load(number, data, length, replicas, moving);
        List<UploadedChunk> stored = goOn(load);
        List<RelayAddress> free = new ArrayList<>(relays);
        stored.forEach(chunk -> free.removeIf(relay -> same(relay, chunk.relay())));
        while (stored.size() < replicas) {
            UploadedChunk chunk = place(load, free);
            free.remove(chunk.relay());
            stored.add(chunk);
            load.stored(stored.size());
        }
        return stored;
    }

    private static boolean same(RelayAddress a, RelayAddress b) {
        return a.withoutPassword().equals(b.withoutPassword());
    }

    /** The replicas that an earlier run stored or registered, the latter sent now; no more than are wanted. */
    private List<UploadedChunk> goOn(Load load) throws XftpClientException {
        List<Known> known = state.known(load.number);
        for (Known earlier : known) {
            load.tried.add(earlier.chunk().sender().id());
            registrar.add(earlier.chunk());
            if (!earlier.chunk().digest().equals(load.digest)) {
                throw new XftpClientException(FailureKind.DISK, "the file changed since sending it began");
            }
        }
        List<UploadedChunk> stored = known.stream().filter(Known::stored).map(Known::chunk).limit(replicas)
                .collect(Collectors.toCollection(ArrayList::new));
        load.stored(stored.size());
        for (Known earlier : known) {
            boolean covered = stored.stream().anyMatch(chunk -> same(chunk.relay(), earlier.chunk().relay()));
            if (!covered && stored.size() < replicas && putAgain(load, earlier.chunk())) {
                stored.add(earlier.chunk());
                load.stored(stored.size());
            }
        }
        return stored;
    }

    /** Whether the relay has the chunk now; not when it forgot the registration, is full or away. */
    private boolean putAgain(Load load, UploadedChunk chunk) throws XftpClientException {
        try {
            put(load, chunk, retrier.policy().atMost(BEFORE_NEXT));
            return true;
        } catch (XftpClientException e) {
            if (e.kind() == FailureKind.GONE) {
                return false;
            }
            if (!mayWorkElsewhere(e)) {
                throw e;
            }
            load.registrations.put(chunk.relay(), chunk);
            return false;
        }
    }

    private static boolean mayWorkElsewhere(XftpClientException failure) {
        return failure.isTemporary() || failure.kind() == FailureKind.QUOTA;
    }

    /** One more replica, on one of the relays. */
    private UploadedChunk place(Load load, List<RelayAddress> relays) throws XftpClientException {
        List<RelayAddress> candidates = new ArrayList<>(relays);
        Retrier.Patience patience = retrier.patience();
        while (true) {
            RetryPolicy each = roundPolicy(candidates.size());
            XftpClientException last = new XftpClientException(FailureKind.USAGE, "fewer relays than replicas");
            for (RelayAddress relay : retrier.healths().inOrder(candidates)) {
                try {
                    return uploadTo(load, relay, each);
                } catch (XftpClientException e) {
                    if (!mayWorkElsewhere(e)) {
                        throw e;
                    }
                    last = e;
                    if (!e.isTemporary()) {
                        candidates.remove(relay);
                        retrier.healths().of(relay).refused();
                    }
                }
            }
            if (candidates.isEmpty() || each.equals(retrier.policy()) || !patience.lasts()) {
                throw last;
            }
        }
    }

    /** With a bound on retries every relay gets all of them once; without, all get a few, round after round. */
    private RetryPolicy roundPolicy(int candidates) {
        RetryPolicy policy = retrier.policy();
        boolean rounds = candidates > 1 && policy.retries() == RetryPolicy.UNLIMITED;
        return rounds ? policy.atMost(BEFORE_NEXT) : policy;
    }

    private UploadedChunk uploadTo(Load load, RelayAddress relay, RetryPolicy policy) throws XftpClientException {
        UploadedChunk earlier = load.registrations.get(relay);
        if (earlier != null) {
            try {
                put(load, earlier, policy);
                return earlier;
            } catch (XftpClientException e) {
                if (e.kind() != FailureKind.GONE) {
                    throw e;
                }
                load.registrations.remove(relay);
            }
        }
        UploadedChunk chunk = retrier.call(relay, policy,
                () -> pool.call(relay, c -> registrar.register(c, relay, load.length, load.digest)),
                progress::retrying);
        state.registered(load.number, chunk);
        load.registrations.put(relay, chunk);
        put(load, chunk, policy);
        return chunk;
    }

    /** A body that was on its way before may have arrived without an answer: the relay is asked first then. */
    private void put(Load load, UploadedChunk chunk, RetryPolicy policy) throws XftpClientException {
        retrier.call(chunk.relay(), policy, () -> pool.call(chunk.relay(), c -> {
            Access reader = chunk.recipients().getFirst();
            if (load.tried.add(chunk.sender().id()) || !c.holds(reader.id(), reader.key())) {
                send(load, chunk, c);
            }
            return chunk;
        }), progress::retrying);
        state.stored(load.number, chunk);
        progress.chunk(load.number + 1, load.length, chunk.relay());
    }

    private static void send(Load load, UploadedChunk chunk, RelayConnection connection) throws XftpClientException {
        try {
            connection.put(chunk.sender().id(), chunk.sender().key(), load.data, 0, load.length, load.attempt());
        } catch (XftpClientException e) {
            load.attempt();
            throw e;
        }
    }
}
