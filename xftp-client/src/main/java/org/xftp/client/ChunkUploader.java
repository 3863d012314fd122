package org.xftp.client;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xftp.client.UploadJournal.Known;
import org.xftp.client.UploadedChunk.Access;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.description.RelayAddress;

/** Puts single chunks on relays, under fresh keys for each chunk and each recipient of it. For several threads. */
final class ChunkUploader {
    /** Recipient keys in one request, as official senders have it; the rest follow by FADD. */
    static final int KEYS_PER_REQUEST = 200;

    private final RelayPool pool;
    private final Retrier retrier;
    private final SecureRandom random;
    private final int recipients;
    private final UploadJournal journal;
    private final Progress progress;
    private final Collection<UploadedChunk> registered = new ConcurrentLinkedQueue<>();
    private final Set<RelayAddress> passedOver = ConcurrentHashMap.newKeySet();

    ChunkUploader(RelayPool pool, Retrier retrier, SecureRandom random, int recipients, UploadJournal journal,
            Progress progress) {
        this.pool = pool;
        this.retrier = retrier;
        this.random = random;
        this.recipients = recipients;
        this.journal = journal;
        this.progress = progress;
    }

    /** Everything that was registered so far, uploaded or not. */
    List<UploadedChunk> registered() {
        return List.copyOf(registered);
    }

    /**
     * Uploads to the first relay that takes the chunk: one that cannot be reached after all retries, or is full, makes
     * room for the next, and is the last choice for all further chunks. What the journal knows is not done again: a
     * chunk stored before is not sent, one registered before is sent under that registration if the relay still has it.
     *
     * @param number of the chunk, from 0
     * @param relays at least one, the preferred first
     * @throws XftpClientException of kind DISK when the journal knows the chunk with other bytes
     */
    UploadedChunk upload(int number, byte[] data, int length, List<RelayAddress> relays) throws XftpClientException {
        Digest digest = Hashes.sha256(data, length);
        Optional<UploadedChunk> earlier = goOn(number, digest, data, length);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Deque<RelayAddress> candidates = new ArrayDeque<>(relays);
        relays.stream().filter(passedOver::contains).filter(candidates::remove).forEach(candidates::addLast);
        while (true) {
            RelayAddress relay = candidates.removeFirst();
            try {
                return uploadTo(number, relay, data, length, digest);
            } catch (XftpClientException e) {
                if (!mayWorkElsewhere(e) || candidates.isEmpty()) {
                    throw e;
                }
                passedOver.add(relay);
            }
        }
    }

    private static boolean mayWorkElsewhere(XftpClientException failure) {
        return failure.isTemporary() || failure.kind() == FailureKind.QUOTA;
    }

    /** The chunk as an earlier run registered it, stored now. */
    private Optional<UploadedChunk> goOn(int number, Digest digest, byte[] data, int length)
            throws XftpClientException {
        List<Known> known = journal.known(number);
        for (Known earlier : known) {
            registered.add(earlier.chunk());
            if (!earlier.chunk().digest().equals(digest)) {
                throw new XftpClientException(FailureKind.DISK, "the file changed since sending it began");
            }
        }
        Optional<UploadedChunk> stored = known.stream().filter(Known::stored).map(Known::chunk).findFirst();
        if (stored.isPresent()) {
            return stored;
        }
        for (Known earlier : known) {
            if (putAgain(number, earlier.chunk(), data, length)) {
                return Optional.of(earlier.chunk());
            }
        }
        return Optional.empty();
    }

    /** Whether the relay has the chunk now; not when it forgot the registration, is full or away. */
    private boolean putAgain(int number, UploadedChunk chunk, byte[] data, int length) throws XftpClientException {
        try {
            put(number, chunk, data, length);
            return true;
        } catch (XftpClientException e) {
            if (e.kind() == FailureKind.GONE || mayWorkElsewhere(e)) {
                return false;
            }
            throw e;
        }
    }

    private UploadedChunk uploadTo(int number, RelayAddress relay, byte[] data, int length, Digest digest)
            throws XftpClientException {
        UploadedChunk chunk = retrier.call(() -> pool.call(relay, c -> register(c, relay, length, digest)),
                progress::retrying);
        journal.registered(number, chunk);
        put(number, chunk, data, length);
        return chunk;
    }

    private void put(int number, UploadedChunk chunk, byte[] data, int length) throws XftpClientException {
        Access sender = chunk.sender();
        retrier.call(() -> pool.call(chunk.relay(), c -> {
            c.put(sender.id(), sender.key(), data, 0, length);
            return chunk;
        }), progress::retrying);
        journal.stored(number, chunk);
    }

    private UploadedChunk register(RelayConnection connection, RelayAddress relay, int size, Digest digest)
            throws XftpClientException {
        Ed25519PrivateKey senderKey = Ed25519PrivateKey.generate(random);
        List<Ed25519PrivateKey> keys = newKeys();
        List<EntityId> ids = new ArrayList<>(recipients);
        List<PublicKey> first = publicKeys(keys, 0);
        SenderIds reply = connection.register(
                new NewChunk(senderKey.publicKey(), size, digest, first, relay.password()), senderKey);
        Access sender = new Access(reply.senderId(), senderKey);
        // Known from here on, so that a failure further down leaves nothing behind on the relay.
        registered.add(new UploadedChunk(size, digest, relay, sender, List.of()));
        ids.addAll(reply.recipientIds().subList(0, first.size()));
        while (ids.size() < recipients) {
            List<PublicKey> next = publicKeys(keys, ids.size());
            ids.addAll(connection.addRecipients(sender.id(), senderKey, next).subList(0, next.size()));
        }
        List<Access> accesses = new ArrayList<>(recipients);
        for (int i = 0; i < recipients; i++) {
            accesses.add(new Access(ids.get(i), keys.get(i)));
        }
        return new UploadedChunk(size, digest, relay, sender, accesses);
    }

    private List<Ed25519PrivateKey> newKeys() {
        List<Ed25519PrivateKey> keys = new ArrayList<>(recipients);
        for (int i = 0; i < recipients; i++) {
            keys.add(Ed25519PrivateKey.generate(random));
        }
        return keys;
    }

    private static List<PublicKey> publicKeys(List<Ed25519PrivateKey> keys, int from) {
        return keys.subList(from, Math.min(keys.size(), from + KEYS_PER_REQUEST)).stream()
                .<PublicKey>map(Ed25519PrivateKey::publicKey).toList();
    }
}
