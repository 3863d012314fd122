package org.xftp.client.behaviour;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.client.FailureKind;
import org.xftp.client.Timeouts;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.ProbeOutcome;
import org.xftp.client.relay.ProbeOutcome.Failed;
import org.xftp.client.relay.ProbeOutcome.Passed;
import org.xftp.client.relay.ProbeReport;
import org.xftp.client.relay.ProbeStep;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;

/** What a probe finds at relays that go wrong at every step there is. */
@Timeout(60)
class RelayProbeTest {
    /** For what never comes; all else gets the usual time. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final XftpClient client = XftpClient.builder().build();
    private final XftpClient impatient = XftpClient.builder().timeouts(new Timeouts(SHORT, SHORT, Duration.ZERO))
            .build();

    @AfterEach
    void close() {
        client.close();
        impatient.close();
    }

    @Test
    void aProperRelayPassesEveryStepAndKeepsNothing() throws Exception {
        try (PlayedRelay relay = PlayedRelay.start(new Script())) {
            ProbeReport report = probe(relay.address());

            assertThat(report.failure()).isEmpty();
            assertThat(report.outcomes()).allMatch(Passed.class::isInstance).map(ProbeOutcome::step)
                    .containsExactly(ProbeStep.values());
            assertThat(relay.steps()).endsWith(Step.FNEW, Step.FPUT, Step.FGET, Step.FDEL);
        }
    }

    @Test
    void aNameThatNobodyKnows() throws Exception {
        assertFails(probe("xftp://" + key() + "@relay.invalid"), ProbeStep.DNS, FailureKind.NETWORK, 0);
    }

    @Test
    void anOnionHostWithoutAProxy() throws Exception {
        assertFails(probe("xftp://" + key() + "@" + "a".repeat(56) + ".onion"), ProbeStep.DNS, FailureKind.USAGE, 0);
    }

    @Test
    void aPortWhereNobodyListens() throws Exception {
        assertFails(probe(closedPort()), ProbeStep.TCP, FailureKind.NETWORK, 1);
    }

    @Test
    void aPortThatNeverSpeaks() throws Exception {
        assertFails(probePeer(impatient, socket -> socket.getInputStream().readAllBytes()), ProbeStep.TLS,
                FailureKind.NETWORK, 2);
    }

    @Test
    void aPortThatHangsUp() throws Exception {
        assertFails(probePeer(client, _ -> {}), ProbeStep.TLS, FailureKind.NETWORK, 2);
    }

    @Test
    void aPortThatSpeaksSomethingElse() throws Exception {
        assertFails(probePeer(client, socket -> {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            socket.getInputStream().readAllBytes();
        }), ProbeStep.TLS, FailureKind.PROTOCOL, 2);
    }

    @Test
    void aServerWithoutOurProtocol() throws Exception {
        assertFails(probe(script -> script.tls(TlsBend.ONLY_HTTP_1_1)), ProbeStep.TLS, FailureKind.PROTOCOL, 2);
    }

    @Test
    void anotherRelayThanTheAddressNames() throws Exception {
        assertFails(probe(script -> script.addressedAs(KeyHash.of(new byte[32]))), ProbeStep.IDENTITY,
                FailureKind.PROTOCOL, 3);
    }

    @Test
    void rubbishInTheHandshake() throws Exception {
        assertFails(probe(script -> script.answer(Step.HELLO, answer -> answer.body = new byte[16384])),
                ProbeStep.HANDSHAKE, FailureKind.PROTOCOL, 4);
    }

    @Test
    void aHandshakeWithoutAnAnswer() throws Exception {
        Script script = new Script().answer(Step.HELLO, answer -> answer.breakAtOnce(AnswerDraft.Ending.SILENCE));
        try (PlayedRelay relay = PlayedRelay.start(script)) {
            assertFails(probe(impatient, relay.address()), ProbeStep.HANDSHAKE, FailureKind.NETWORK, 4);
        }
    }

    @Test
    void aRelayThatTakesNoUploadsFromUs() throws Exception {
        try (PlayedRelay relay = PlayedRelay.start(answering(Step.FNEW, "ERR AUTH"))) {
            assertFails(probe(relay.address()), ProbeStep.UPLOAD, FailureKind.REFUSED, 5);
            assertThat(relay.steps()).doesNotContain(Step.FDEL);
        }
    }

    @Test
    void aFullRelayIsLeftAsItWas() throws Exception {
        assertDeletesAfter(answering(Step.FPUT, "ERR QUOTA"), ProbeStep.UPLOAD, FailureKind.QUOTA, 5);
    }

    @Test
    void aRelayThatBreaksOffTheUpload() throws Exception {
        assertDeletesAfter(new Script().answer(Step.FPUT, answer -> answer.breakAtOnce(AnswerDraft.Ending.CLOSE)),
                ProbeStep.UPLOAD, FailureKind.NETWORK, 5);
    }

    @Test
    void aChunkThatIsNotThereAnyMore() throws Exception {
        assertDeletesAfter(answering(Step.FGET, "ERR AUTH"), ProbeStep.DOWNLOAD, FailureKind.GONE, 6);
    }

    @Test
    void aChunkThatComesBackChanged() throws Exception {
        assertDeletesAfter(new Script().answer(Step.FGET, answer -> answer.flip(-1)), ProbeStep.DOWNLOAD,
                FailureKind.INTEGRITY, 6);
    }

    @Test
    void aChunkThatCannotBeDeleted() throws Exception {
        assertFails(probe(script -> script.reply(Step.FDEL, reply -> reply.replaceBy("ERR INTERNAL"))),
                ProbeStep.DELETE, FailureKind.NETWORK, 7);
    }

    @Test
    void deletingThatFailsTooIsToldAndDoesNotCount() throws Exception {
        ProbeReport report = probe(script -> script.reply(Step.FGET, reply -> reply.replaceBy("ERR AUTH"))
                .reply(Step.FDEL, reply -> reply.replaceBy("ERR AUTH")));

        assertThat(report.failure().orElseThrow().step()).isEqualTo(ProbeStep.DOWNLOAD);
        assertThat(report.outcomes().getLast()).isInstanceOfSatisfying(Failed.class,
                last -> assertThat(last.step()).isEqualTo(ProbeStep.DELETE));
    }

    @Test
    void ofSeveralHostsTheFirstThatCanBeReachedCounts() throws Exception {
        try (PlayedRelay relay = PlayedRelay.start(new Script())) {
            RelayAddress right = RelayAddress.parse(relay.address());
            ProbeReport report = probe(RelayAddress.of(
                    List.of(new RelayHost.Name("relay.invalid"), right.hosts().getFirst()), right.port(),
                    right.keyHash()).toString());

            assertThat(report.failure()).isEmpty();
            assertThat(report.outcomes().getFirst()).isInstanceOf(Failed.class);
            assertThat(report.outcomes()).hasSize(1 + ProbeStep.values().length);
        }
    }

    private static void assertDeletesAfter(Script script, ProbeStep step, FailureKind kind, int passed)
            throws Exception {
        try (PlayedRelay relay = PlayedRelay.start(script);
                XftpClient client = XftpClient.builder().build()) {
            ProbeReport report = client.probe(RelayAddress.parse(relay.address()), _ -> {});

            assertThat(relay.steps()).last().isEqualTo(Step.FDEL);
            assertThat(report.outcomes().getLast()).isInstanceOf(Passed.class)
                    .extracting(ProbeOutcome::step).isEqualTo(ProbeStep.DELETE);
            assertFails(new ProbeReport(report.outcomes().subList(0, passed + 1), report.failure()), step, kind,
                    passed);
        }
    }

    /** That many steps passed, and the next one is the last and failed. */
    private static void assertFails(ProbeReport report, ProbeStep step, FailureKind kind, int passed) {
        assertThat(report.outcomes()).hasSize(passed + 1);
        assertThat(report.outcomes().subList(0, passed)).allMatch(Passed.class::isInstance).map(ProbeOutcome::step)
                .containsExactly(List.of(ProbeStep.values()).subList(0, passed).toArray(ProbeStep[]::new));
        Failed failed = report.failure().orElseThrow();
        assertThat(failed).isEqualTo(report.outcomes().getLast());
        assertThat(failed.step()).as(failed.message()).isEqualTo(step);
        assertThat(failed.kind()).as(failed.message()).isEqualTo(kind);
        assertThat(failed.message()).isNotBlank().doesNotContain("\n", "127.0.0.1", "invalid", "onion");
        assertThat(failed.time().isNegative()).isFalse();
    }

    /** What the listener hears is what the report says. */
    private static ProbeReport probe(XftpClient by, String address) throws XftpClientException, DescriptionException {
        List<ProbeOutcome> heard = new ArrayList<>();
        ProbeReport report = by.probe(RelayAddress.parse(address), heard::add);
        assertThat(heard).isEqualTo(report.outcomes());
        return report;
    }

    private ProbeReport probe(String address) throws XftpClientException, DescriptionException {
        return probe(client, address);
    }

    private ProbeReport probe(Consumer<Script> bend) throws XftpClientException, DescriptionException, IOException {
        Script script = new Script();
        bend.accept(script);
        try (PlayedRelay relay = PlayedRelay.start(script)) {
            return probe(relay.address());
        }
    }

    private static Script answering(Step step, String text) {
        return new Script().reply(step, reply -> reply.replaceBy(text));
    }

    /** What the other side does with a connection. */
    private interface Peer {
        void play(Socket socket) throws IOException;
    }

    private static ProbeReport probePeer(XftpClient by, Peer peer)
            throws IOException, XftpClientException, DescriptionException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().name("odd-peer").start(() -> {
                try (Socket socket = listener.accept()) {
                    peer.play(socket);
                } catch (IOException e) {
                    // The end of the test; anything else shows at the client.
                    return;
                }
            });
            return probe(by, "xftp://" + key() + "@127.0.0.1:" + listener.getLocalPort());
        }
    }

    private static String closedPort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "xftp://" + key() + "@127.0.0.1:" + listener.getLocalPort();
        }
    }

    private static String key() {
        return RelayIdentity.usual().keyHash().base64Url();
    }
}
