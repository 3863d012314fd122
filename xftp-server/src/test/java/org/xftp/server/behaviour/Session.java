package org.xftp.server.behaviour;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.Http2Stream;

/** A connection to the relay as one XFTP client has it, before or after the handshake. */
final class Session implements Closeable {
    /** Longer than any answer takes; shorter waits are for answers that must not come. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Http2Peer peer;
    private final Bytes keyHash;
    private @Nullable Hello hello;

    Session(Http2Peer peer, Bytes keyHash) {
        this.peer = peer;
        this.keyHash = keyHash;
    }

    Http2Peer peer() {
        return peer;
    }

    Bytes sessionId() {
        return peer.tls().finished();
    }

    /** The relay's key of this connection; after a hello. */
    X25519PublicKey relayKey() {
        if (hello == null) {
            throw new IllegalStateException("no ServerHandshake on this connection");
        }
        return hello.relayKey();
    }

    /** Empty request, ServerHandshake. */
    Hello hello() throws IOException {
        hello = Hello.of(post(Bytes.EMPTY));
        return hello;
    }

    /** Request with the web header, ServerHandshake. */
    Hello webHello(Bytes challenge) throws IOException {
        hello = Hello.of(request(webHelloHeaders(), challengeBlock(challenge)));
        return hello;
    }

    /** The block of a web hello with a challenge of any length. */
    static Bytes challengeBlock(Bytes challenge) {
        return Transmission.block(Bytes.ascii("1").plus(challenge.asShort()));
    }

    static Headers webHelloHeaders() {
        return Headers.post().with("xftp-web-hello", "1");
    }

    static Headers webHandshakeHeaders() {
        return Headers.post().with("xftp-handshake", "1");
    }

    /** Hello and ClientHandshake of a native peer. */
    Session handshake(int version) throws IOException {
        hello();
        return accepted(post(clientHandshake(version)));
    }

    /** Hello and ClientHandshake of a browser, version 3. */
    Session webHandshake(Bytes challenge) throws IOException {
        webHello(challenge);
        return accepted(request(webHandshakeHeaders(), clientHandshake(3)));
    }

    private Session accepted(Answer answer) throws IOException {
        if (answer.status() != 200 || answer.body().length() > 0) {
            throw new IOException("ClientHandshake refused");
        }
        return this;
    }

    /** A right ClientHandshake but for, perhaps, its version. */
    Bytes clientHandshake(int version) {
        return Transmission.block(clientHandshakePayload(version));
    }

    Bytes clientHandshakePayload(int version) {
        return Bytes.u16(version).plus(keyHash.asShort());
    }

    /** POST / of {@code body}. */
    Answer post(Bytes body) throws IOException {
        return request(Headers.post(), body);
    }

    /** @throws IOException when no answer comes */
    Answer request(Headers headers, Bytes body) throws IOException {
        return request(headers, body, PATIENCE).orElseThrow(() -> new IOException("no answer from the relay"));
    }

    Optional<Answer> request(Headers headers, Bytes body, Duration limit) throws IOException {
        Http2Stream stream = start(headers, body, true);
        return stream.await(limit);
    }

    /** Sends HEADERS and {@code body}, which may be part of a longer one. */
    Http2Stream start(Headers headers, Bytes body, boolean end) throws IOException {
        if (body.length() == 0) {
            return peer.request(headers, end);
        }
        Http2Stream stream = peer.request(headers, false);
        stream.write(body, end);
        return stream;
    }

    /** Sends the block and {@code part} of a body and leaves the stream open. */
    Http2Stream begin(Transmission transmission, Bytes part) throws IOException {
        return start(Headers.post(), transmission.block(this).plus(part), false);
    }

    Reply ask(Transmission transmission) throws IOException {
        return ask(transmission, Bytes.EMPTY);
    }

    Reply ask(Transmission transmission, Bytes body) throws IOException {
        return Reply.of(post(transmission.block(this).plus(body)));
    }

    Observation observe(Transmission transmission) throws IOException {
        return observe(transmission, Bytes.EMPTY);
    }

    /** What the relay answers to the block and {@code body}, and whether the connection still works then. */
    Observation observe(Transmission transmission, Bytes body) throws IOException {
        return observeBody(transmission, transmission.block(this).plus(body));
    }

    /** As above for an HTTP body made by the caller; {@code sent} tells which ids may come back. */
    Observation observeBody(Transmission sent, Bytes body) throws IOException {
        return observeAnswer(sent, post(body));
    }

    Observation observeAnswer(Transmission sent, Answer answer) throws IOException {
        return Observation.reply(this, sent, answer).with("connectionAfter", connectionAfter());
    }

    /** {@code usable} when a PING on this connection is answered. */
    String connectionAfter() throws IOException {
        return ping().equals("PONG") ? "usable" : "stuck";
    }

    /** What PING gets, in a few words. */
    String ping() throws IOException {
        return Observation.brief(request(Headers.post(), Transmission.of("PING").block(this), PATIENCE));
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
