package org.xftp.client.relay;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.transfer.Hashes;
import org.xftp.client.transfer.Waiting;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.description.RelayAddress;

/** The chunk of random bytes that a probe sends to a relay, fetches back and deletes. */
final class ProbeChunk {
    /** The smallest size that relays take. */
    static final int SIZE = 64 << 10;

    /** Makes another connection to the same relay. */
    interface Reconnect {
        RelayConnection connect() throws XftpClientException;
    }

    private final ProbeLog log;
    private final RelayAddress relay;
    private final Ed25519PrivateKey senderKey;
    private final Ed25519PrivateKey recipientKey;
    private final byte[] data = new byte[SIZE];

    ProbeChunk(ProbeLog log, RelayAddress relay, SecureRandom random) {
        this.log = log;
        this.relay = relay;
        senderKey = Ed25519PrivateKey.generate(random);
        recipientKey = Ed25519PrivateKey.generate(random);
        random.nextBytes(data);
    }

    /** There and back. Whatever fails behind the registration, deleting is tried. */
    void travel(RelayConnection connection, Reconnect again) throws XftpClientException {
        Digest digest = Hashes.sha256(data, SIZE);
        NewChunk chunk = new NewChunk(senderKey.publicKey(), SIZE, digest, List.of(recipientKey.publicKey()),
                relay.password());
        SenderIds[] registered = new SenderIds[1];
        try {
            log.step(ProbeStep.UPLOAD, () -> {
                registered[0] = connection.register(chunk, senderKey);
                connection.put(registered[0].senderId(), senderKey, data, 0, SIZE);
                return chunk;
            });
            log.step(ProbeStep.DOWNLOAD, () -> fetch(connection, registered[0], digest));
        } catch (XftpClientException e) {
            if (registered[0] != null) {
                cleanUp(connection, registered[0], again);
            }
            throw e;
        }
        log.step(ProbeStep.DELETE, () -> delete(connection, registered[0]));
    }

    private Digest fetch(RelayConnection connection, SenderIds ids, Digest digest) throws XftpClientException {
        byte[] received = new byte[SIZE];
        connection.get(ids.recipientIds().getFirst(), recipientKey, received, 0, SIZE);
        Digest found = Hashes.sha256(received, SIZE);
        if (!found.equals(digest)) {
            throw new XftpClientException(FailureKind.INTEGRITY, "the chunk came back with other bytes than were sent");
        }
        return found;
    }

    private SenderIds delete(RelayConnection connection, SenderIds ids) throws XftpClientException {
        connection.delete(ids.senderId(), senderKey);
        return ids;
    }

    /** On a thread of its own, because this one may be interrupted; the chunk expires where that does not help. */
    private void cleanUp(RelayConnection connection, SenderIds ids, Reconnect again) {
        boolean interrupted = Thread.interrupted();
        ExecutorService thread = Executors
                .newSingleThreadExecutor(Thread.ofVirtual().name("xftp-probe-clean-up").factory());
        try {
            Waiting.get(thread.submit(() -> log.step(ProbeStep.DELETE, () -> delete(connection, ids, again))));
        } catch (XftpClientException e) {
            // Noted, and what failed first counts; where it is cut short, the chunk expires.
            return;
        } finally {
            Waiting.stop(thread);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SenderIds delete(RelayConnection connection, SenderIds ids, Reconnect again) throws XftpClientException {
        if (connection.isOpen()) {
            return delete(connection, ids);
        }
        try (RelayConnection another = again.connect()) {
            return delete(another, ids);
        }
    }
}
