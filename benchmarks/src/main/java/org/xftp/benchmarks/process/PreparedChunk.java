package org.xftp.benchmarks.process;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;

/** A chunk that is not stored yet, with its keys made: that is work of the sender alone, before it talks to a relay. */
record PreparedChunk(NewChunk request, Ed25519PrivateKey sender, Ed25519PrivateKey recipient) {
    static PreparedChunk of(int size, Digest digest, SecureRandom random) {
        Ed25519PrivateKey sender = Ed25519PrivateKey.generate(random);
        Ed25519PrivateKey recipient = Ed25519PrivateKey.generate(random);
        NewChunk request = new NewChunk(sender.publicKey(), size, digest, List.of(recipient.publicKey()),
                Optional.empty());
        return new PreparedChunk(request, sender, recipient);
    }

    StoredChunk store(RelayConnection connection, byte[] data) throws XftpClientException {
        SenderIds ids = connection.register(request, sender);
        connection.put(ids.senderId(), sender, data, 0, data.length);
        return new StoredChunk(ids.recipientIds().getFirst(), recipient);
    }
}
