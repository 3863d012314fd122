package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Each rejection of docs/PROTOCOL.md section 3 by a block made by hand, beyond those recorded. */
class RejectionTest {
    @RegisterExtension
    static final OnRelay RELAY = new OnRelay(RelayKind.PLAIN);

    private static final String AUTH = "ERR AUTH";
    private static final String SYNTAX = "ERR CMD SYNTAX";

    @ParameterizedTest
    @ValueSource(ints = {16_383, 32_768, 65_535})
    void declaredLengthBeyondTheBlock(int declared, Bench bench) throws IOException {
        Bytes payload = Commands.PING.payload(bench.session());
        assertThat(Reply.of(bench.session().post(Transmission.block(declared, payload, '#'))).text())
                .isEqualTo("ERR BLOCK");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 255})
    void countOtherThanOne(int count, Bench bench) throws IOException {
        Bytes payload = Bytes.of(count).plus(Commands.PING.payload(bench.session()).from(1));
        assertThat(Reply.of(bench.session().post(Transmission.block(payload))).text()).isEqualTo("ERR BLOCK");
    }

    @Test
    void everyByteOfTheSessionIdCounts(Bench bench) throws IOException {
        Bytes right = bench.session().sessionId();
        for (int at = 0; at < right.length(); at++) {
            assertThat(text(bench, Commands.PING.session(right.flipped(at)))).isEqualTo("ERR SESSION");
        }
    }

    @ParameterizedTest
    @CsvSource({"Ed25519, 64", "Ed448, 114", "X25519, 80"})
    void everyPartOfAnAuthenticatorCounts(String kind, int length, Bench bench) throws IOException {
        TestChunk chunk = registeredBy(bench, kind);
        Transmission good = chunk.put().corrId(bench.corrId());
        Bytes encoded = good.encoded(bench.session());
        for (int at = 1; at <= length; at += 7) {
            assertThat(text(bench, good.authenticator(encoded.flipped(at).slice(1, 1 + length)))).isEqualTo(AUTH);
        }
        assertThat(text(bench, good.authenticator(encoded.slice(1, 1 + length)))).isEqualTo("ERR SIZE");
    }

    @ParameterizedTest
    @CsvSource({"Ed25519, Ed448", "Ed25519, X25519", "Ed448, Ed25519", "Ed448, X25519", "X25519, Ed25519",
        "X25519, Ed448", "X25519, X25519", "Ed448, Ed448", "Ed25519, Ed25519"})
    void anotherKeyOfAnyKindIsRefused(String registered, String signing, Bench bench) throws IOException {
        TestChunk chunk = registeredBy(bench, registered);
        assertThat(text(bench, chunk.delete().corrId(bench.corrId()).by(Key.ofKind(signing, bench.random()))))
                .isEqualTo(AUTH);
        assertThat(text(bench, chunk.delete().corrId(bench.corrId()))).isEqualTo("OK");
    }

    @Test
    void anAuthenticatorCoversCorrelationIdEntityAndCommand(Bench bench) throws IOException {
        TestChunk one = bench.registered();
        TestChunk two = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), one.sender(), bench.key());
        Transmission good = one.delete().corrId(bench.corrId());
        Bytes signature = one.sender().authenticate(bench.session(), good.corrId(), good.authorized(bench.session()));
        assertThat(text(bench, good.corrId(bench.corrId()).authenticator(signature))).isEqualTo(AUTH);
        assertThat(text(bench, good.entity(two.senderId()).authenticator(signature))).isEqualTo(AUTH);
        assertThat(text(bench, good.command(Bytes.ascii("FPUT")).authenticator(signature))).isEqualTo(AUTH);
        assertThat(text(bench, good.authenticator(signature))).isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 63, 65, 79, 81, 113, 115, 200, 255})
    void authenticatorsOfNoKnownLength(int length, Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        assertThat(text(bench, chunk.delete().authenticator(bench.bytes(length)))).isEqualTo("ERR BLOCK");
    }

    @Test
    void theOtherPartysIdIsRefusedForEveryCommand(Bench bench) throws IOException {
        TestChunk chunk = bench.stored();
        Bytes recipient = chunk.recipientIds().getFirst();
        Bytes sender = chunk.senderId();
        assertThat(text(bench, chunk.put().entity(recipient))).isEqualTo(AUTH);
        assertThat(text(bench, chunk.add(bench.key()).entity(recipient))).isEqualTo(AUTH);
        assertThat(text(bench, chunk.delete().entity(recipient))).isEqualTo(AUTH);
        assertThat(text(bench, get(bench, chunk).entity(sender))).isEqualTo(AUTH);
        assertThat(text(bench, get(bench, chunk).entity(sender).by(chunk.sender()))).isEqualTo(AUTH);
        assertThat(text(bench, chunk.acknowledge().entity(sender))).isEqualTo(AUTH);
        assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("FILE");
    }

    @Test
    void aBlockIsWorthNothingOnAnotherConnection(Bench bench) throws IOException {
        for (String kind : List.of("Ed25519", "Ed448", "X25519")) {
            TestChunk chunk = registeredBy(bench, kind);
            Transmission delete = chunk.delete().corrId(bench.corrId());
            Session other = bench.connect();
            assertThat(Reply.of(other.post(delete.block(bench.session()))).text()).isEqualTo("ERR SESSION");
            Bytes stolen = chunk.sender().authenticate(bench.session(), delete.corrId(),
                    delete.authorized(bench.session()));
            assertThat(other.ask(delete.authenticator(stolen)).text()).isEqualTo(AUTH);
            assertThat(bench.session().ask(delete).text()).isEqualTo("OK");
        }
    }

    @Test
    void commandsBeforeTheHandshakeAreNotCarriedOut(Bench bench) throws IOException {
        TestChunk chunk = bench.stored();
        Session fresh = bench.connect(TlsOptions.nativePeer());
        assertThat(bare(fresh, chunk.delete())).isEqualTo("HANDSHAKE");
        fresh.hello();
        assertThat(bare(fresh, chunk.delete())).isEqualTo("HANDSHAKE");
        assertThat(bare(fresh, chunk.put())).isEqualTo("HANDSHAKE");
        assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FPUT", "FDEL", "FACK", "PING", "FGET", "FADD"})
    void nothingMayFollowACompleteCommand(String tag, Bench bench) throws IOException {
        TestChunk chunk = bench.stored();
        Bytes complete = switch (tag) {
            case "FGET" -> get(bench, chunk).command();
            case "FADD" -> chunk.add(bench.key()).command();
            default -> Bytes.ascii(tag);
        };
        for (String more : List.of(" ", " x", "  ", " \0")) {
            assertThat(text(bench, chunk.delete().command(complete.plus(more)))).as("%s|", more).isEqualTo(SYNTAX);
        }
    }

    @Test
    void listsThatLieAboutTheirLength(Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        List<Bytes> two = List.of(bench.key().der(), bench.key().der());
        for (int count : List.of(0, 1, 3, 255)) {
            Bytes command = Bytes.ascii("FADD ").plus(Commands.keys(count, two));
            assertThat(text(bench, chunk.delete().command(command))).as("count %d", count).isEqualTo(SYNTAX);
        }
        Bytes longKey = Bytes.ascii("FADD ").plus(Bytes.join(Bytes.of(1, 255), bench.bytes(100)));
        assertThat(text(bench, chunk.delete().command(longKey))).isEqualTo(SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_537, 131_072, 1_048_576})
    void bodiesOfAnotherLengthThanRegistered(int length, Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        assertThat(bench.session().ask(chunk.put(), bench.bytes(length)).text()).isEqualTo("ERR SIZE");
        assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("ERR NO_FILE");
        assertThat(bench.bodyOf(chunk)).isEmpty();
    }

    @Test
    void oneWrongBitIsAWrongDigest(Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        for (int at : List.of(0, 1000, Bench.SMALL - 1)) {
            assertThat(bench.session().ask(chunk.put(), chunk.content().flipped(at)).text()).isEqualTo("ERR DIGEST");
        }
        assertThat(bench.bodyOf(chunk)).isEmpty();
        assertThat(bench.session().ask(chunk.put(), chunk.content()).text()).isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 255})
    void digestsOfAnotherLength(int length, Bench bench) throws IOException {
        Key sender = bench.key();
        assertThat(text(bench, Transmission.of(Commands.newChunk(sender.der(), Bench.SMALL, bench.bytes(length),
                List.of(bench.key().der()), Optional.empty())).by(sender))).isEqualTo(SYNTAX);
    }

    @Test
    void everyPrefixOfACommandIsRefused(Bench bench) throws IOException {
        Key sender = bench.key();
        Bytes whole = Commands.newChunk(sender, bench.key());
        for (int length = 0; length < whole.length(); length++) {
            String expected = length < 4 ? "ERR CMD UNKNOWN" : SYNTAX;
            assertThat(text(bench, Transmission.of(whole.first(length)).by(sender))).as("%d bytes", length)
                    .isEqualTo(expected);
        }
        assertThat(text(bench, Transmission.of(whole).by(sender))).isEqualTo("SIDS");
    }

    @Test
    void everyPrefixOfATransmissionIsRefused(Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        Bytes whole = chunk.delete().corrId(bench.corrId()).encoded(bench.session());
        for (int length = 0; length < whole.length() - 4; length++) {
            Bytes payload = Bytes.of(1).plus(whole.first(length).asLarge());
            assertThat(Reply.of(bench.session().post(Transmission.block(payload))).text()).as("%d bytes", length)
                    .isEqualTo("ERR BLOCK");
        }
    }

    @Test
    void randomBytesNeverBreakTheConnection(Bench bench) throws IOException {
        for (int i = 0; i < 100; i++) {
            Reply reply = Reply.of(bench.session().post(bench.bytes(Transmission.BLOCK)));
            assertThat(reply.text()).isIn("ERR BLOCK", "ERR SESSION");
        }
        assertThat(bench.session().connectionAfter()).isEqualTo("usable");
    }

    @Test
    void aPeerThatSpeaksAfterClosingIsForgotten(Bench bench) throws Exception {
        TestChunk chunk = bench.registered();
        for (int i = 0; i < 20; i++) {
            Session doomed = bench.session(Http2Peer.open(bench.relay().port(), TlsOptions.nativePeer())).handshake(3);
            doomed.begin(chunk.put(), chunk.content().first(1 + 3000 * i));
            doomed.close();
        }
        assertThat(Eventually.holds(() -> bench.holdsNothingOf(chunk))).isTrue();
        assertThat(bench.session().ask(chunk.put(), chunk.content()).text()).isEqualTo("OK");
    }

    private static TestChunk registeredBy(Bench bench, String kind) throws IOException {
        return TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), Key.ofKind(kind, bench.random()),
                bench.key());
    }

    private static Transmission get(Bench bench, TestChunk chunk) {
        return chunk.get(Key.x25519(bench.random()).der());
    }

    private static String text(Bench bench, Transmission transmission) throws IOException {
        return bench.session().ask(transmission).text();
    }

    private static String bare(Session session, Transmission transmission) throws IOException {
        return Reply.payload(session.post(transmission.block(session))).ascii();
    }
}
