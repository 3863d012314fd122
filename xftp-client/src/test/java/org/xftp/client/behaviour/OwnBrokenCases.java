package org.xftp.client.behaviour;

import static org.xftp.client.FailureKind.NETWORK;
import static org.xftp.client.behaviour.OwnCase.receive;
import static org.xftp.client.behaviour.OwnCase.send;
import static org.xftp.client.behaviour.Scenario.answer;
import static org.xftp.client.behaviour.Scenario.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xftp.client.behaviour.AnswerDraft.Ending;
import org.xftp.protocol.wire.Block;

/** Connections and streams that break, or fall silent, at each step. */
final class OwnBrokenCases {
    private static final List<Step> UPLOAD = List.of(Step.HELLO, Step.CLIENT_HANDSHAKE, Step.FNEW);

    /** In TLS, in SETTINGS, in the handshake, and in the first reply, which is about 36000 bytes away. */
    private static final List<Integer> CUTS = List.of(1, 4, 100, 1000, 1500, 2000, 2500, 10_000, 20_000, 30_000);

    private OwnBrokenCases() {}

    static Stream<OwnCase> all() {
        List<OwnCase> cases = new ArrayList<>();
        for (Ending ending : List.of(Ending.CLOSE, Ending.RESET, Ending.SILENCE)) {
            for (Step step : UPLOAD) {
                cases.add(send(ending + " before the answer to " + step, atOnce(step, ending)).at(step));
            }
            // The chunk is there by then, which the client asks for.
            cases.add(send(ending + " before the answer to FPUT", patient(
                    answer(Step.FPUT, answer -> answer.breakAtOnce(ending)), ending)));
            for (Step step : List.of(Step.HELLO, Step.FNEW)) {
                cases.add(send(ending + " in the block that answers " + step, after(step, ending, Block.SIZE - 1))
                        .at(step));
            }
            cases.add(send(ending + " behind the head of the answer to CLIENT_HANDSHAKE",
                    after(Step.CLIENT_HANDSHAKE, ending, 0)).at(Step.CLIENT_HANDSHAKE));
            cases.add(receive(ending + " before the answer to FGET", atOnce(Step.FGET, ending)).at(Step.FGET));
            cases.add(receive(ending + " in the block that answers FGET", after(Step.FGET, ending, 100)).at(Step.FGET));
            cases.add(receive(ending + " between block and chunk", after(Step.FGET, ending, Block.SIZE)).at(Step.FGET));
            cases.add(receive(ending + " in the chunk", after(Step.FGET, ending, Block.SIZE + 30_000))
                    .at(Step.FGET));
            cases.add(receive(ending + " in the chunk's tag",
                    after(Step.FGET, ending, Block.SIZE + Offer.CHUNK + 15)).at(Step.FGET));
        }
        cases.addAll(farewells());
        for (int bytes : CUTS) {
            cases.add(send("cut after " + bytes + " bytes", cut(bytes)));
            cases.add(receive("cut after " + bytes + " bytes", cut(bytes)));
        }
        return cases.stream();
    }

    /** The relay hangs up in good order: the next command finds a new connection. */
    private static List<OwnCase> farewells() {
        return List.of(
                send("connection closed after the answer to FNEW", closedAfter(Step.FNEW)),
                send("connection closed after the answer to FPUT", closedAfter(Step.FPUT)),
                receive("connection closed after the answer to FGET", closedAfter(Step.FGET)),
                send("connection closed after the answer to HELLO", closedAfter(Step.HELLO).fails(NETWORK)),
                send("window of 65535 and a large file", relay(script -> script.tls(TlsBend.WINDOW_65535))
                        .size(3_500_000)),
                send("large file in one stream at a time", relay(script -> script.tls(TlsBend.ONE_STREAM))
                        .size(5_000_000).recipients(2)));
    }

    private static Scenario closedAfter(Step step) {
        return answer(step, answer -> answer.ending = Ending.FINISH_AND_CLOSE);
    }

    private static Scenario cut(int bytes) {
        return relay(script -> script.cutAfter(bytes)).fails(NETWORK);
    }

    private static Scenario atOnce(Step step, Ending ending) {
        return broken(answer(step, answer -> answer.breakAtOnce(ending)), ending);
    }

    private static Scenario after(Step step, Ending ending, int length) {
        return broken(answer(step, answer -> answer.breakAfter(length, ending)), ending);
    }

    private static Scenario broken(Scenario scenario, Ending ending) {
        return patient(scenario.fails(NETWORK), ending);
    }

    private static Scenario patient(Scenario scenario, Ending ending) {
        return ending == Ending.SILENCE ? scenario.patience(Duration.ofSeconds(3)) : scenario;
    }
}
