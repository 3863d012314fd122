package org.xftp.client.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.FailureKind;
import org.xftp.client.behaviour.Bench.Publication;
import org.xftp.protocol.crypto.FileDigest;

/** Descriptions that lead to a description (docs/PROTOCOL.md section 6). */
class RedirectBehaviourTest {
    private static final int SIZE = 65536;

    @TempDir
    Path directory;

    private final FileDraft file = new FileDraft();
    private final Offer inner = new Offer(file);
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Publication redirect(long size, FileDigest digest) {
        return relay -> Offer.redirectTo(inner.publish(relay), size, digest).publish(relay);
    }

    private void refuses(Scenario scenario, Publication publication) throws IOException {
        Verdict.refused(bench.receive(scenario, publication, file.content), scenario);
    }

    @Test
    void followsARedirectAndAcknowledgesBothFilesAtTheEnd() throws IOException {
        Outcome outcome = bench.receive(Scenario.PROPER, redirect(SIZE, inner.encryptedDigest()), file.content);

        Verdict.accepted(outcome, "f.bin");
        assertThat(outcome.steps()).filteredOn(step -> !step.isHandshake()).containsExactly(Step.FGET, Step.FGET,
                Step.FACK, Step.FACK);
    }

    @Test
    void refusesAnotherSizeThanTheRedirectSays() throws IOException {
        refuses(Scenario.PROPER.fails(FailureKind.INTEGRITY), redirect(2 * SIZE, inner.encryptedDigest()));
    }

    @Test
    void refusesAnotherDigestThanTheRedirectSays() throws IOException {
        refuses(Scenario.PROPER.fails(FailureKind.INTEGRITY), redirect(SIZE, FileDigest.compute(new byte[1])));
    }

    @Test
    void refusesARedirectBehindARedirect() throws IOException {
        refuses(Scenario.PROPER.fails(FailureKind.INTEGRITY), relay -> {
            Offer second = Offer.redirectTo(inner.publish(relay), SIZE, inner.encryptedDigest());
            return Offer.redirectTo(second.publish(relay), SIZE, second.encryptedDigest()).publish(relay);
        });
    }

    @Test
    void refusesARedirectToSomethingElse() throws IOException {
        refuses(Scenario.PROPER.fails(FailureKind.INTEGRITY), Offer.redirectTo("no description at all", SIZE,
                inner.encryptedDigest())::publish);
    }

    @Test
    void keepsTheLinkUsableWhenTheFileBehindItDoesNotArrive() throws IOException {
        AtomicInteger gets = new AtomicInteger();
        refuses(Scenario.reply(Step.FGET, reply -> {
            if (gets.incrementAndGet() == 2) {
                reply.replaceBy("ERR AUTH");
            }
        }).fails(FailureKind.GONE), redirect(SIZE, inner.encryptedDigest()));

        assertThat(gets).hasValue(2);
    }
}
