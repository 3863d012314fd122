package org.xftp.server.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.TlsOptions;

/** One scenario's place: a relay to speak to and the connections made to it, closed at the end. */
final class Bench implements AutoCloseable {
    static final int SMALL = 65_536;
    static final int MIB = 1_048_576;

    private final TestRelay relay;
    private final SecureRandom random;
    private final Deque<Http2Peer> peers = new ArrayDeque<>();
    private @Nullable Session session;

    Bench(TestRelay relay, SecureRandom random) {
        this.relay = relay;
        this.random = random;
    }

    TestRelay relay() {
        return relay;
    }

    SecureRandom random() {
        return random;
    }

    /** The connection on which most of a scenario happens: native, version 3. */
    Session session() throws IOException {
        if (session == null) {
            session = connect();
        }
        return session;
    }

    /** One more native connection of version 3. */
    Session connect() throws IOException {
        return connect(TlsOptions.nativePeer()).handshake(3);
    }

    /** A connection without handshake. */
    Session connect(TlsOptions options) throws IOException {
        return session(Http2Peer.open(relay.port(), options));
    }

    /** A session on a peer made by the caller, closed with this bench. */
    Session session(Http2Peer peer) {
        peers.push(peer);
        return new Session(peer, relay.keyHash());
    }

    /** A connection without ALPN, which needs no handshake. */
    Session connectWithoutAlpn() throws IOException {
        return connect(TlsOptions.nativePeer().withAlpn());
    }

    Bytes bytes(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        return Bytes.of(content);
    }

    Bytes corrId() {
        return bytes(24);
    }

    Bytes id() {
        return bytes(16);
    }

    Key key() {
        return Key.ed25519(random);
    }

    Key[] keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> key()).toArray(Key[]::new);
    }

    /** A new chunk of 65536 bytes with Ed25519 keys and one recipient, not uploaded. */
    TestChunk registered() throws IOException {
        return registered(SMALL);
    }

    TestChunk registered(int size) throws IOException {
        return TestChunk.register(session(), bytes(size), key(), key());
    }

    /** As {@link #registered()}, and uploaded. */
    TestChunk stored() throws IOException {
        return registered().upload(session());
    }

    /** The file that holds a chunk's body, wherever the relay keeps it. */
    Optional<Path> bodyOf(TestChunk chunk) throws IOException {
        String name = base64(chunk.senderId());
        try (Stream<Path> folders = Files.list(relay.files())) {
            return Stream.concat(Stream.of(relay.files()), folders).map(folder -> folder.resolve(name))
                    .filter(Files::exists).findFirst();
        }
    }

    /** Files that the relay has for bodies on their way in, whosever they are. */
    long uploadsUnderWay() throws IOException {
        try (Stream<Path> files = Files.list(relay.files().resolve("tmp"))) {
            return files.count();
        }
    }

    /** Whether the relay has neither a body of the chunk nor any upload under way that could be one of it. */
    boolean holdsNothingOf(TestChunk chunk) throws IOException {
        return uploadsUnderWay() == 0 && bodyOf(chunk).isEmpty();
    }

    /** What the control port answers to these lines, and to {@code quit} behind them. */
    ControlTranscript control(String... lines) throws IOException {
        return ControlTranscript.of(relay.controlPort(), lines);
    }

    /** As an operator names a chunk. */
    String recipientId(TestChunk chunk) {
        return base64(chunk.recipientIds().getFirst());
    }

    static String base64(Bytes id) {
        return Base64.getUrlEncoder().encodeToString(id.toArray());
    }

    /** Blocks a chunk over the control port; fails when it does not answer {@code ok}. */
    void block(TestChunk chunk, String reason) throws IOException {
        String answer = blockLine(chunk, reason).last();
        if (!answer.equals("ok")) {
            throw new IOException("block answered " + answer);
        }
    }

    ControlTranscript blockLine(TestChunk chunk, String reason) throws IOException {
        return control("auth " + TestRelay.ADMIN_PASSWORD, "block " + recipientId(chunk) + " " + reason);
    }

    @Override
    public void close() throws IOException {
        while (!peers.isEmpty()) {
            peers.pop().close();
        }
    }
}
