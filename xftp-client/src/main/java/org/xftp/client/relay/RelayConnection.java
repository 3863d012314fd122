package org.xftp.client.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.command.AckChunk;
import org.xftp.protocol.command.AddRecipients;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.DeleteChunk;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.FileBody;
import org.xftp.protocol.command.GetChunk;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Pong;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.RecipientIds;
import org.xftp.protocol.command.Replies;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.Requests;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.CryptoException;
import org.xftp.protocol.crypto.PrivateKey;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;
import org.xftp.protocol.wire.WireException;
import org.xftp.transport.TransportClient;

/**
 * A session with one relay whose identity is checked: the commands of docs/PROTOCOL.md section 3 as blocking calls.
 *
 * <p>One call at a time. A call that fails on the network or breaks the protocol closes the connection; one that the
 * relay merely refuses leaves it usable, save for a refused upload, after which official relays never give back the
 * connection's window (section 2).
 */
public final class RelayConnection implements AutoCloseable {
    private final RelaySession session;
    private final RelaySettings settings;

    RelayConnection(RelaySession session, RelaySettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /**
     * Connects to the first of the address' hosts that answers as the relay that the address names. Onion hosts are
     * passed over: their names must not reach a DNS resolver.
     *
     * @throws XftpClientException of kind NETWORK when no host can be reached, PROTOCOL when the identity is another
     *     one or the handshake fails
     */
    public static RelayConnection connect(TransportClient transport, RelayAddress relay, RelaySettings settings)
            throws XftpClientException {
        return new RelayConnection(new RelayDialer(transport, settings).dial(relay), settings);
    }

    /** The protocol version in use, 1 to 3. */
    public int version() {
        return session.version();
    }

    /** Whether another call can be made. */
    public boolean isOpen() {
        return session.isOpen();
    }

    /** The shortest time in which the relay answered, a measure of the line's length; empty before the first answer. */
    public Optional<Duration> roundTrip() {
        return session.roundTrip();
    }

    /**
     * {@code FNEW}.
     *
     * @param senderKey the private half of the key in {@code chunk}
     * @return with at least as many recipient ids as keys were given
     */
    public SenderIds register(NewChunk chunk, SigningKey senderKey) throws XftpClientException {
        if (!(exchange(chunk, session.authorized(EntityId.EMPTY, chunk, senderKey)) instanceof SenderIds ids)) {
            throw session.violated("another reply than SIDS");
        }
        checkEnough(ids.recipientIds(), chunk.recipientKeys());
        return ids;
    }

    /**
     * {@code FADD}.
     *
     * @return at least as many ids as keys were given, in their order
     */
    public List<EntityId> addRecipients(EntityId senderId, PrivateKey key, List<PublicKey> recipients)
            throws XftpClientException {
        AddRecipients command = new AddRecipients(recipients);
        if (!(exchange(command, session.authorized(senderId, command, key)) instanceof RecipientIds ids)) {
            throw session.violated("another reply than RIDS");
        }
        checkEnough(ids.recipientIds(), recipients);
        return ids.recipientIds();
    }

    private void checkEnough(List<EntityId> ids, List<PublicKey> keys) throws XftpClientException {
        if (ids.size() < keys.size()) {
            throw session.violated("too few recipient ids");
        }
    }

    /** {@code FPUT}: uploads {@code length} bytes, the size that was registered. */
    public void put(EntityId senderId, PrivateKey key, byte[] data, int offset, int length)
            throws XftpClientException {
        put(senderId, key, data, offset, length, bytes -> {});
    }

    /**
     * As above; {@code taken} hears how many of the bytes the relay has read so far, now and then, on a thread that must
     * not wait.
     */
    public void put(EntityId senderId, PrivateKey key, byte[] data, int offset, int length, IntConsumer taken)
            throws XftpClientException {
        PutChunk command = new PutChunk();
        byte[] block = session.authorized(senderId, command, key);
        try (RelayExchange exchange = session.begin(block, data, offset, length,
                settings.timeouts().forChunk(length), taken)) {
            Reply reply = wholeReply(exchange);
            if (reply instanceof Failure failure) {
                session.close();
                throw RelayErrors.refused(command, failure.error());
            }
            expectOk(reply);
        } catch (IOException e) {
            throw session.broke(e);
        }
    }

    /**
     * {@code FGET}: downloads a chunk into {@code target} and opens the encryption of the way. Whether it is the right
     * chunk is the caller's to check.
     *
     * @param length the chunk's size; {@code target} holds rubbish from {@code offset} on when this fails
     * @throws XftpClientException of kind INTEGRITY when the relay sends fewer bytes or the tag is wrong
     */
    public void get(EntityId recipientId, PrivateKey key, byte[] target, int offset, int length)
            throws XftpClientException {
        get(recipientId, key, target, offset, length, Pace.Watch.NONE);
    }

    /** As above; fails with kind NETWORK when {@code watch} finds the relay too slow. */
    public void get(EntityId recipientId, PrivateKey key, byte[] target, int offset, int length, Pace.Watch watch)
            throws XftpClientException {
        X25519PrivateKey ours = X25519PrivateKey.generate(settings.random());
        GetChunk command = new GetChunk(ours.publicKey());
        byte[] block = session.authorized(recipientId, command, key);
        Duration silence = watch.silence(settings.timeouts().forChunk(length));
        try (RelayExchange exchange = session.begin(block, silence)) {
            switch (reply(exchange)) {
                case FileBody body -> {
                    try (SecretBox box = box(ours, body)) {
                        exchange.receiveBody(box, target, offset, length, watch);
                    }
                }
                case Failure failure -> {
                    exchange.finish();
                    throw refused(command, failure);
                }
                case SenderIds _,RecipientIds _,Ok _,Pong _ -> throw session.violated("another reply than FILE");
            }
            exchange.finish();
        } catch (IOException e) {
            throw session.broke(e);
        }
    }

    /**
     * Whether a chunk's bytes are there: {@code FGET}, of which no more is read than the reply's first block. When they
     * are, the connection is of no more use, as the rest is on its way.
     */
    public boolean holds(EntityId recipientId, PrivateKey key) throws XftpClientException {
        GetChunk command = new GetChunk(X25519PrivateKey.generate(settings.random()).publicKey());
        byte[] block = session.authorized(recipientId, command, key);
        try (RelayExchange exchange = begin(block)) {
            return switch (reply(exchange)) {
                case FileBody _ -> true;
                case Failure _ -> {
                    exchange.finish();
                    yield false;
                }
                case SenderIds _,RecipientIds _,Ok _,Pong _ -> throw session.violated("another reply than FILE");
            };
        } catch (IOException e) {
            throw session.broke(e);
        }
    }

    private SecretBox box(X25519PrivateKey ours, FileBody body) throws XftpClientException {
        try {
            return SecretBox.decrypting(ours.agree(body.relayKey()), body.nonce());
        } catch (CryptoException e) {
            throw session.violated("an unusable key");
        }
    }

    /** Hears what came of one of several commands. */
    public interface Verdict {
        /** Called once for each replica of which the relay said something; without a refusal it did what was asked. */
        void of(Replica replica, Optional<XftpClientException> refusal);
    }

    /**
     * {@code FACK} for each, side by side: the relay forgets these recipients. All requests are sent before the first
     * reply is read, so together they take one round trip; a block for each is on its way and in memory.
     *
     * @param verdict called for each replica, in their order
     * @throws XftpClientException when the connection breaks: those of which nothing was heard may be done or not
     */
    public void acknowledge(List<Replica> replicas, Verdict verdict) throws XftpClientException {
        sideBySide(new AckChunk(), replicas, verdict);
    }

    /** {@code FDEL} for each, side by side: the relay forgets these chunks. Otherwise as {@link #acknowledge}. */
    public void delete(List<Replica> replicas, Verdict verdict) throws XftpClientException {
        sideBySide(new DeleteChunk(), replicas, verdict);
    }

    private void sideBySide(Command command, List<Replica> replicas, Verdict verdict) throws XftpClientException {
        List<RelayExchange> exchanges = new ArrayList<>();
        boolean usable = true;
        try {
            for (Replica replica : replicas) {
                exchanges.add(begin(session.authorized(replica.id(), command, replica.key())));
            }
            for (int i = 0; i < exchanges.size(); i++) {
                Optional<XftpClientException> refusal = refusal(command, exchanges.get(i));
                usable &= refusal.isEmpty() || isUsableAfter(refusal.get());
                verdict.of(replicas.get(i), refusal);
            }
        } catch (IOException e) {
            throw session.broke(e);
        } finally {
            exchanges.forEach(RelayExchange::close);
            if (!usable) {
                session.close();
            }
        }
    }

    private Optional<XftpClientException> refusal(Command command, RelayExchange exchange)
            throws IOException, XftpClientException {
        Reply reply = wholeReply(exchange);
        if (reply instanceof Failure failure) {
            return Optional.of(RelayErrors.refused(command, failure.error()));
        }
        expectOk(reply);
        return Optional.empty();
    }

    /** {@code FDEL}: the relay forgets the chunk. */
    public void delete(EntityId senderId, PrivateKey key) throws XftpClientException {
        DeleteChunk command = new DeleteChunk();
        expectOk(exchange(command, session.authorized(senderId, command, key)));
    }

    /** {@code PING}. */
    public void ping() throws XftpClientException {
        Ping command = new Ping();
        byte[] block = Requests.encode(session.id(), CorrId.EMPTY, EntityId.EMPTY, command, Signer.none());
        if (!(exchange(command, block) instanceof Pong)) {
            throw session.violated("another reply than PONG");
        }
    }

    private void expectOk(Reply reply) throws XftpClientException {
        if (!(reply instanceof Ok)) {
            throw session.violated("another reply than OK");
        }
    }

    /** A command and its reply, neither with a chunk. */
    private Reply exchange(Command command, byte[] block) throws XftpClientException {
        try (RelayExchange exchange = begin(block)) {
            Reply reply = wholeReply(exchange);
            if (reply instanceof Failure failure) {
                throw refused(command, failure);
            }
            return reply;
        } catch (IOException e) {
            throw session.broke(e);
        }
    }

    /** A request without a chunk, whose reply comes soon. */
    private RelayExchange begin(byte[] block) throws IOException {
        return session.begin(block, settings.timeouts().answer());
    }

    private XftpClientException refused(Command command, Failure failure) {
        XftpClientException refused = RelayErrors.refused(command, failure.error());
        if (!isUsableAfter(refused)) {
            session.close();
        }
        return refused;
    }

    private static boolean isUsableAfter(XftpClientException refused) {
        return refused.kind() != FailureKind.PROTOCOL && !refused.isTemporary();
    }

    /** A reply that is one block. */
    private Reply wholeReply(RelayExchange exchange) throws IOException, XftpClientException {
        Reply reply = reply(exchange);
        exchange.finish();
        return reply;
    }

    private Reply reply(RelayExchange exchange) throws IOException, XftpClientException {
        try {
            return Replies.decode(exchange.receiveBlock(), session.id()).reply();
        } catch (WireException e) {
            throw session.violated(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
