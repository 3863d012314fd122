package org.xftp.benchmarks.process;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;

/** What fetches a chunk again. */
record StoredChunk(EntityId recipient, Ed25519PrivateKey key) {
    static StoredChunk store(RelayConnection connection, SecureRandom random, byte[] data, Digest digest)
            throws XftpClientException {
        Ed25519PrivateKey sender = Ed25519PrivateKey.generate(random);
        Ed25519PrivateKey recipient = Ed25519PrivateKey.generate(random);
        SenderIds ids = connection.register(new NewChunk(sender.publicKey(), data.length, digest,
                List.of(recipient.publicKey()), Optional.empty()), sender);
        connection.put(ids.senderId(), sender, data, 0, data.length);
        return new StoredChunk(ids.recipientIds().getFirst(), recipient);
    }
}
