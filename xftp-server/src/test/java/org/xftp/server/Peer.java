package org.xftp.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.FileBody;
import org.xftp.protocol.command.GetChunk;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.Replies;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.Requests;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.Certificates;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.handshake.ClientHandshakeMachine;
import org.xftp.protocol.handshake.HandshakeException;
import org.xftp.protocol.wire.Block;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.ClientStream;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.EarlyReplyException;
import org.xftp.transport.Headers;
import org.xftp.transport.RequestHead;
import org.xftp.transport.TransportClient;

/** A native client in its simplest form, on one connection. */
final class Peer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String LOOPBACK = "127.0.0.1";

    private final ClientConnection connection;

    private Peer(ClientConnection connection) {
        this.connection = connection;
    }

    /** Connects and shakes hands. */
    static Peer connect(TransportClient client, KeyHash identity, int port) throws IOException {
        return connect(client, identity, LOOPBACK, port);
    }

    /** The same, to that address of the machine, and so from it. */
    static Peer connect(TransportClient client, KeyHash identity, String host, int port) throws IOException {
        var tls = ClientTlsSettings.nativePeer(chain -> {});
        var peer = new Peer(client.connect(host, port, tls, PATIENCE));
        var leaf = Certificates.key(peer.connection.peerCertificates().getFirst());
        var handshake = new ClientHandshakeMachine(identity, leaf, peer.connection.sessionId());
        try {
            var second = handshake.hello(peer.exchange(new byte[0]));
            handshake.finish(peer.exchange(second));
        } catch (HandshakeException e) {
            throw new IOException("handshake failed", e);
        }
        return peer;
    }

    /** Connects as these settings say, and leaves the handshake to the caller. */
    static Peer connect(TransportClient client, ClientTlsSettings tls, int port) throws IOException {
        return new Peer(client.connect(LOOPBACK, port, tls, PATIENCE));
    }

    ClientConnection connection() {
        return connection;
    }

    Reply request(EntityId id, Command command, Signer signer, byte[] body) throws IOException {
        return decode(exchange(join(encode(id, command, signer), body)));
    }

    Reply request(EntityId id, Command command, Signer signer) throws IOException {
        return request(id, command, signer, new byte[0]);
    }

    SenderIds register(TestChunk chunk) throws IOException {
        NewChunk command = chunk.registration();
        return (SenderIds) request(EntityId.EMPTY, command, Signer.signing(chunk.sender()));
    }

    Reply put(SenderIds ids, TestChunk chunk) throws IOException {
        return request(ids.senderId(), new PutChunk(), Signer.signing(chunk.sender()), chunk.content());
    }

    /** Begins an upload whose first bytes are on their way; the rest is for the caller to write. */
    ClientStream beginPut(SenderIds ids, TestChunk chunk, int length) throws IOException {
        var stream = connection.open(RequestHead.post(), false);
        stream.readTimeout(PATIENCE);
        byte[] first = join(encode(ids.senderId(), new PutChunk(), Signer.signing(chunk.sender())),
                Arrays.copyOf(chunk.content(), length));
        try {
            stream.write(first, 0, first.length);
        } catch (EarlyReplyException e) {
            // As in send: what a relay says before it has read all is there to be read.
            return stream;
        }
        return stream;
    }

    /** Begins a PING of which only so many bytes are sent. */
    ClientStream beginBlock(int length) throws IOException {
        var stream = connection.open(RequestHead.post(), false);
        stream.readTimeout(PATIENCE);
        stream.write(encode(EntityId.EMPTY, new Ping(), Signer.none()), 0, length);
        return stream;
    }

    ClientStream beginEmpty() throws IOException {
        var stream = connection.open(RequestHead.post(), true);
        stream.readTimeout(PATIENCE);
        return stream;
    }

    Reply readReply(ClientStream stream) throws IOException {
        return decode(readAll(stream));
    }

    /** FGET; gives the decrypted chunk when the reply is FILE, whose tag is checked, and nothing else then. */
    Fetched get(SenderIds ids, TestChunk chunk, SecureRandom random) throws IOException {
        var ephemeral = X25519PrivateKey.generate(random);
        byte[] answer = exchange(encode(ids.recipientIds().getFirst(), new GetChunk(ephemeral.publicKey()),
                Signer.signing(chunk.recipient())));
        var reply = decode(answer);
        if (!(reply instanceof FileBody(var relayKey, var nonce))) {
            return new Fetched(reply, false);
        }
        byte[] content = Arrays.copyOfRange(answer, Block.SIZE, answer.length - 16);
        try (var box = SecretBox.decrypting(ephemeral.agree(relayKey), nonce)) {
            box.update(content, 0, content.length);
            boolean authentic = box.verify(Arrays.copyOfRange(answer, answer.length - 16, answer.length));
            return new Fetched(reply, authentic && Arrays.equals(content, chunk.content()));
        }
    }

    /** What an FGET gave; intact: it was the chunk, every byte. */
    record Fetched(Reply reply, boolean intact) {}

    boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        connection.close();
    }

    private byte[] encode(EntityId id, Command command, Signer signer) {
        return Requests.encode(connection.sessionId(), CorrId.EMPTY, id, command, signer);
    }

    private Reply decode(byte[] answer) {
        return Replies.decode(Arrays.copyOf(answer, Math.min(answer.length, Block.SIZE)), connection.sessionId())
                .reply();
    }

    private byte[] exchange(byte[] request) throws IOException {
        return exchange(RequestHead.post(), request).body();
    }

    /** Any request, with its whole answer. */
    Exchange exchange(RequestHead head, byte[] body) throws IOException {
        var stream = connection.open(head, body.length == 0);
        stream.readTimeout(PATIENCE);
        if (body.length > 0) {
            send(stream, body);
        }
        return new Exchange(stream.status(), stream.headers(), readAll(stream));
    }

    private static void send(ClientStream stream, byte[] body) throws IOException {
        try {
            stream.write(body, 0, body.length);
            stream.finish();
        } catch (EarlyReplyException e) {
            // A relay that refuses an upload need not wait for all of it; what it says is there to be read.
            return;
        }
    }

    /** A whole answer. */
    static final class Exchange {
        private final int status;
        private final Headers headers;
        private final byte[] body;

        Exchange(int status, Headers headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        Headers headers() {
            return headers;
        }

        byte[] body() {
            return body.clone();
        }

        /** The text of a block without the framing of transmissions. */
        String bareText() {
            return new String(Block.decode(body), StandardCharsets.US_ASCII);
        }
    }

    private static byte[] readAll(ClientStream stream) throws IOException {
        var answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = stream.read(buffer, 0, buffer.length); count >= 0; count = stream.read(buffer, 0,
                buffer.length)) {
            answer.write(buffer, 0, count);
        }
        return answer.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
