package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Frame;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Scanners, browsers on the wrong port and peers that dawdle; all limits are a hundredth of the standard ones. */
class StrangersTest {
    @RegisterExtension
    static final OnRelay RELAY = new OnRelay(RelayKind.IMPATIENT);

    private static final int PATIENCE_MILLIS = 10_000;

    @AfterEach
    void everyoneElseIsStillServed(Bench bench) throws Exception {
        assertThat(Eventually.succeeds(() -> bench.connect().connectionAfter())).isEqualTo("usable");
    }

    @Test
    void plainHttpOnTheTlsPort(Bench bench) throws IOException {
        assertThat(closes(bench, Bytes.ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))).isTrue();
    }

    @Test
    void plainHttp2OnTheTlsPort(Bench bench) throws IOException {
        assertThat(closes(bench, Frame.preface().plus(Frame.settings().encoded()))).isTrue();
    }

    @Test
    void randomBytes(Bench bench) throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(closes(bench, bench.bytes(1 + i * 50))).isTrue();
        }
    }

    @Test
    void aTlsRecordThatNeverEnds(Bench bench) throws IOException {
        assertThat(closes(bench, Bytes.of(0x16, 3, 1, 0x40, 0, 1, 0, 0x3f, 0xfc))).isTrue();
    }

    @Test
    void aTlsRecordTooLarge(Bench bench) throws IOException {
        assertThat(closes(bench, Bytes.of(0x16, 3, 1, 0xff, 0xff).plus(bench.bytes(65_535)))).isTrue();
    }

    @Test
    void aHundredSilentConnections(Bench bench) throws Exception {
        assertThat(Eventually.succeeds(() -> besideSilentConnections(bench))).isEqualTo("usable");
    }

    /** What becomes of an honest connection meanwhile. */
    private static String besideSilentConnections(Bench bench) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), bench.relay().port()));
            }
            return bench.connect().connectionAfter();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aBlockThatTricklesForEver(Bench bench) throws Exception {
        Session session = Eventually.succeeds(bench::connect);
        Bytes block = Commands.PING.block(session);
        Http2Stream stream = session.peer().request(Headers.post(), false);
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        boolean ended = false;
        for (int at = 0; !ended && System.nanoTime() < end; at++) {
            stream.frame(block.slice(at, at + 1), false);
            Thread.sleep(50);
            ended = stream.resetCode().isPresent() || stream.received() > 0
                    || session.peer().awaitClosed(Duration.ZERO);
        }
        assertThat(ended).isTrue();
    }

    @Test
    void aConnectionThatNeverGetsBeyondItsPreface(Bench bench) throws Exception {
        Http2Peer peer = Eventually.succeeds(() -> {
            Http2Peer silent = Http2Peer.silent(bench.relay().port(), TlsOptions.nativePeer());
            bench.session(silent);
            silent.sendRaw(Frame.preface().plus(Frame.settings().encoded()));
            return silent;
        });
        assertThat(peer.awaitClosed(Session.PATIENCE)).isTrue();
    }

    @Test
    void aControlPortFullOfNoise(Bench bench) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.relay().controlPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] noise = bench.bytes(1 << 20).toArray();
            try {
                socket.getOutputStream().write(noise);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // Cut off in the middle: as good an answer as any.
                assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
            }
        }
        assertThat(bench.control("auth " + TestRelay.ADMIN_PASSWORD).last()).isEqualTo("Current role is CPRAdmin");
    }

    /** Whether the relay ends a TCP connection on which these bytes came. */
    private static boolean closes(Bench bench, Bytes bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.relay().port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes.toArray());
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            // A reset is an end, too.
            return true;
        }
    }
}
