package org.xftp.server.behaviour;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.server.behaviour.peer.Bytes;

/** A chunk registered with the relay, with all its keys. */
record TestChunk(Bytes content, Key sender, List<Key> recipients, Bytes senderId, List<Bytes> recipientIds) {
    private static final int TAG = 16;

    /** FNEW of {@code content}. */
    static TestChunk register(Session session, Bytes content, Key sender, Key... recipients) throws IOException {
        Bytes command = Commands.newChunk(sender.der(), content.length(), digest(content),
                Stream.of(recipients).map(Key::der).toList(), Optional.empty());
        Reply reply = session.ask(Transmission.of(command).corrId(Bytes.filled(24, 9)).by(sender));
        if (!reply.text().equals("SIDS")) {
            throw new IOException("FNEW answered " + reply.text());
        }
        return new TestChunk(content, sender, List.of(recipients), reply.senderId(), reply.recipientIds());
    }

    static Bytes digest(Bytes content) {
        return Bytes.of(Digest.compute(content.toArray()).toArray());
    }

    Transmission put() {
        return Commands.FPUT.entity(senderId).by(sender);
    }

    Transmission delete() {
        return Commands.FDEL.entity(senderId).by(sender);
    }

    Transmission add(Key... keys) {
        return Transmission.of(Commands.addRecipients(Stream.of(keys).map(Key::der).toList())).entity(senderId)
                .by(sender);
    }

    Transmission acknowledge() {
        return Commands.FACK.entity(recipientIds.getFirst()).by(recipients.getFirst());
    }

    Transmission get(X25519PrivateKey key) {
        return get(Bytes.of(key.publicKey().der()));
    }

    Transmission get(Bytes key) {
        return Transmission.of(Commands.get(key)).entity(recipientIds.getFirst()).by(recipients.getFirst());
    }

    /** The same chunk as its other recipient sees it. */
    TestChunk forRecipient(int index) {
        return new TestChunk(content, sender, recipients.subList(index, index + 1), senderId,
                recipientIds.subList(index, index + 1));
    }

    TestChunk upload(Session session) throws IOException {
        Reply reply = session.ask(put(), content);
        if (!reply.text().equals("OK")) {
            throw new IOException("FPUT answered " + reply.text());
        }
        return this;
    }

    /** FGET by the first recipient: what came, and a body that opens to the content if it is FILE. */
    Observation fetch(Session session, SecureRandom random) throws IOException {
        X25519PrivateKey key = X25519PrivateKey.generate(random);
        return fetch(session, get(key), key);
    }

    Observation fetch(Session session, Transmission request, X25519PrivateKey key) throws IOException {
        return fetch(session, request, Bytes.EMPTY, key);
    }

    /** As above with a request and a body behind its block. */
    Observation fetch(Session session, Transmission request, Bytes body, X25519PrivateKey key) throws IOException {
        var answer = session.post(request.block(session).plus(body));
        verify(Reply.of(answer), key);
        return session.observeAnswer(request, answer);
    }

    /** The text of what FGET gets, its body opened. */
    String fetchText(Session session, SecureRandom random) throws IOException {
        X25519PrivateKey key = X25519PrivateKey.generate(random);
        Reply reply = session.ask(get(key));
        verify(reply, key);
        return reply.text();
    }

    /** Fails unless a FILE opens under {@code key} to exactly the content. */
    void verify(Reply reply, X25519PrivateKey key) {
        if (!reply.text().equals("FILE")) {
            return;
        }
        byte[] sealed = reply.rest().toArray();
        byte[] plain = Arrays.copyOf(sealed, sealed.length - TAG);
        X25519PublicKey relayKey = X25519PublicKey.decode(reply.relayKey().toArray());
        try (SecretBox box = SecretBox.decrypting(key.agree(relayKey), Nonce.of(reply.nonce().toArray()))) {
            box.update(plain, 0, plain.length);
            if (!box.verify(Arrays.copyOfRange(sealed, plain.length, sealed.length))) {
                throw new AssertionError("the FILE body's tag is wrong");
            }
        }
        if (!Bytes.of(plain).equals(content)) {
            throw new AssertionError("FILE brought other bytes");
        }
    }
}
