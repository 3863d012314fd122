package org.xftp.client.upload;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xftp.client.XftpClientException;
import org.xftp.client.journal.UploadedChunk;
import org.xftp.client.journal.UploadedChunk.Access;
import org.xftp.client.relay.RelayConnection;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.description.RelayAddress;

/** Registers chunks under fresh keys for each chunk, each relay and each recipient. For several threads. */
final class ChunkRegistrar {
    /** Recipient keys in one request, as official senders have it; the rest follow by FADD. */
    static final int KEYS_PER_REQUEST = 200;

    private final SecureRandom random;
    private final int recipients;
    private final Collection<UploadedChunk> registered = new ConcurrentLinkedQueue<>();

    /** @param recipients keys for each chunk, 1 or more */
    ChunkRegistrar(SecureRandom random, int recipients) {
        this.random = random;
        this.recipients = recipients;
    }

    /** Everything that was registered so far, uploaded or not. */
    List<UploadedChunk> registered() {
        return List.copyOf(registered);
    }

    /** Counts a chunk that an earlier run registered. */
    void add(UploadedChunk chunk) {
        registered.add(chunk);
    }

    UploadedChunk register(RelayConnection connection, RelayAddress relay, int size, Digest digest)
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
