package org.xftp.client;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Progress progress;
    private final Collection<UploadedChunk> registered = new ConcurrentLinkedQueue<>();
    private final Set<RelayAddress> passedOver = ConcurrentHashMap.newKeySet();

    ChunkUploader(RelayPool pool, Retrier retrier, SecureRandom random, int recipients, Progress progress) {
        this.pool = pool;
        this.retrier = retrier;
        this.random = random;
        this.recipients = recipients;
        this.progress = progress;
    }

    /** Everything that was registered so far, uploaded or not. */
    List<UploadedChunk> registered() {
        return List.copyOf(registered);
    }

    /**
     * Uploads to the first relay that takes the chunk: one that cannot be reached after all retries, or is full, makes
     * room for the next, and is the last choice for all further chunks.
     *
     * @param relays at least one, the preferred first
     */
    UploadedChunk upload(byte[] data, int length, List<RelayAddress> relays) throws XftpClientException {
        Digest digest = Hashes.sha256(data, length);
        Deque<RelayAddress> candidates = new ArrayDeque<>(relays);
        relays.stream().filter(passedOver::contains).filter(candidates::remove).forEach(candidates::addLast);
        while (true) {
            RelayAddress relay = candidates.removeFirst();
            try {
                return uploadTo(relay, data, length, digest);
            } catch (XftpClientException e) {
                boolean elsewhere = e.isTemporary() || e.kind() == FailureKind.QUOTA;
                if (!elsewhere || candidates.isEmpty()) {
                    throw e;
                }
                passedOver.add(relay);
            }
        }
    }

    private UploadedChunk uploadTo(RelayAddress relay, byte[] data, int length, Digest digest)
            throws XftpClientException {
        UploadedChunk chunk = retrier.call(() -> pool.call(relay, c -> register(c, relay, length, digest)),
                progress::retrying);
        Access sender = chunk.sender();
        retrier.call(() -> pool.call(relay, c -> {
            c.put(sender.id(), sender.key(), data, 0, length);
            return chunk;
        }), progress::retrying);
        return chunk;
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
