package org.xftp.client.behaviour;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.client.FailureKind;

/**
 * One departure from what is proper.
 *
 * @param script of the relay
 * @param file the plaintext, for a download
 * @param offer the encrypted file and its description, for a download
 * @param failure what kind of failure a client should report, where it should refuse
 * @param patience how long the client waits for a byte
 * @param recipients for an upload
 * @param size of the file to upload, bytes
 */
record Scenario(Consumer<Script> script, Consumer<FileDraft> file, Consumer<Offer> offer,
        Optional<FailureKind> failure, Duration patience, int recipients, int size) {
    static final Scenario PROPER = new Scenario(_ -> {}, _ -> {}, _ -> {}, Optional.empty(), Duration.ofSeconds(20),
            1, 1000);

    static Scenario relay(Consumer<Script> script) {
        return new Scenario(script, PROPER.file, PROPER.offer, PROPER.failure, PROPER.patience, PROPER.recipients,
                PROPER.size);
    }

    /** The relay shows these certificates in TLS. */
    static Scenario shows(RelayIdentity identity) {
        return relay(script -> script.identity(identity));
    }

    static Scenario hello(Consumer<HelloDraft> bend) {
        return relay(script -> script.hello(bend));
    }

    static Scenario versions(int min, int max) {
        return hello(hello -> {
            hello.minVersion = min;
            hello.maxVersion = max;
        });
    }

    static Scenario reply(Step step, Consumer<ReplyDraft> bend) {
        return relay(script -> script.reply(step, bend));
    }

    /** The relay answers this command with this text. */
    static Scenario answered(Step step, String text) {
        return reply(step, reply -> reply.replaceBy(text));
    }

    static Scenario replies(Consumer<ReplyDraft> bend) {
        return relay(script -> script.replies(bend));
    }

    static Scenario answer(Step step, Consumer<AnswerDraft> bend) {
        return relay(script -> script.answer(step, bend));
    }

    static Scenario file(Consumer<FileDraft> bend) {
        return PROPER.of(bend);
    }

    static Scenario offer(Consumer<Offer> bend) {
        return new Scenario(PROPER.script, PROPER.file, bend, PROPER.failure, PROPER.patience, PROPER.recipients,
                PROPER.size);
    }

    /** The same with another file. */
    Scenario of(Consumer<FileDraft> bend) {
        return new Scenario(script, bend, offer, failure, patience, recipients, size);
    }

    Scenario fails(FailureKind kind) {
        return new Scenario(script, file, offer, Optional.of(kind), patience, recipients, size);
    }

    Scenario patience(Duration shorter) {
        return new Scenario(script, file, offer, failure, shorter, recipients, size);
    }

    Scenario recipients(int count) {
        return new Scenario(script, file, offer, failure, patience, count, size);
    }

    Scenario size(int bytes) {
        return new Scenario(script, file, offer, failure, patience, recipients, bytes);
    }
}
