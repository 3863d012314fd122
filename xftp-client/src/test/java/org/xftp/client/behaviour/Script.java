package org.xftp.client.behaviour;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.xftp.protocol.crypto.KeyHash;

/** How a played relay departs from a proper one; the empty script is a proper relay. */
final class Script {
    private final List<Consumer<HelloDraft>> hellos = new ArrayList<>();
    private final Map<Step, List<Consumer<ReplyDraft>>> replies = new EnumMap<>(Step.class);
    private final Map<Step, List<Consumer<AnswerDraft>>> answers = new EnumMap<>(Step.class);
    private RelayIdentity identity = RelayIdentity.usual();
    private Optional<KeyHash> addressedAs = Optional.empty();
    private TlsBend tls = TlsBend.NONE;
    private Set<Step> early = Set.of();
    private OptionalInt cutAfter = OptionalInt.empty();

    Script identity(RelayIdentity other) {
        identity = other;
        return this;
    }

    /** The address that clients are given names this identity instead of the relay's own. */
    Script addressedAs(KeyHash keyHash) {
        addressedAs = Optional.of(keyHash);
        return this;
    }

    Script tls(TlsBend bend) {
        tls = bend;
        return this;
    }

    /** Every connection breaks after this many bytes from the relay, TLS and all. */
    Script cutAfter(int bytes) {
        cutAfter = OptionalInt.of(bytes);
        return this;
    }

    Script hello(Consumer<HelloDraft> bend) {
        hellos.add(bend);
        return this;
    }

    /** Bends the transmission that answers a command. */
    Script reply(Step step, Consumer<ReplyDraft> bend) {
        replies.computeIfAbsent(step, _ -> new ArrayList<>()).add(bend);
        return this;
    }

    /** Bends every transmission. */
    Script replies(Consumer<ReplyDraft> bend) {
        for (Step step : Step.values()) {
            reply(step, bend);
        }
        return this;
    }

    /** Bends the HTTP answer at one step; for FGET its body is the block and the encrypted chunk. */
    Script answer(Step step, Consumer<AnswerDraft> bend) {
        answers.computeIfAbsent(step, _ -> new ArrayList<>()).add(bend);
        return this;
    }

    /** Bends every HTTP answer. */
    Script answers(Consumer<AnswerDraft> bend) {
        for (Step step : Step.values()) {
            answer(step, bend);
        }
        return this;
    }

    /** The relay answers these commands from their block, before it has read what follows. */
    Script early(Step... steps) {
        early = Set.of(steps);
        return this;
    }

    boolean answersEarly(Step step) {
        return early.contains(step);
    }

    RelayIdentity identity() {
        return identity;
    }

    KeyHash addressedKeyHash() {
        return addressedAs.orElseGet(identity::keyHash);
    }

    OptionalInt cutAfter() {
        return cutAfter;
    }

    TlsBend tls() {
        return tls;
    }

    HelloDraft bend(HelloDraft hello) {
        hellos.forEach(bend -> bend.accept(hello));
        return hello;
    }

    ReplyDraft bend(Step step, ReplyDraft reply) {
        replies.getOrDefault(step, List.of()).forEach(bend -> bend.accept(reply));
        return reply;
    }

    AnswerDraft bend(Step step, AnswerDraft answer) {
        answers.getOrDefault(step, List.of()).forEach(bend -> bend.accept(answer));
        return answer;
    }
}
