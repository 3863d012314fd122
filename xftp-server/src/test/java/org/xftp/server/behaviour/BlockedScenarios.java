package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Groups {@code blocked} and {@code control port}: what an operator does to chunks. */
final class BlockedScenarios {
    private static final String BLOCKED = "blocked: (content|spam): ";

    private BlockedScenarios() {}

    static void register(Scenarios all) {
        commands(all);
        otherVersions(all);
        bodies(all);
        reasons(all);
        otherErrors(all);
        control(all);
        controlOfChunks(all);
    }

    private static void commands(Scenarios all) {
        on(all, "FGET, version 3", (bench, chunk) -> get(bench, chunk));
        on(all, "FGET by the other recipient, version 3", (bench, chunk) -> get(bench, chunk.forRecipient(1)));
        on(all, "FGET wrong key, version 3", (bench, chunk) -> bench.session().observe(
                chunk.get(Key.x25519(bench.random()).der()).by(bench.key())));
        on(all, "FADD, version 3", (bench, chunk) -> bench.session().observe(chunk.add(bench.key())));
        on(all, "FADD wrong key, version 3", (bench, chunk) -> bench.session().observe(
                chunk.add(bench.key()).by(bench.key())));
        on(all, "FPUT again, version 3", (bench, chunk) -> bench.session().observe(chunk.put(), chunk.content()));
        on(all, "FACK, version 3", (bench, chunk) -> bench.session().observe(chunk.acknowledge()));
        on(all, "FDEL, version 3", (bench, chunk) -> bench.session().observe(chunk.delete()));
        all.addAll(BLOCKED + "FPUT of a chunk blocked before upload, version 3", (bench, match) -> {
            TestChunk chunk = bench.registered();
            bench.block(chunk, "reason=" + match.group(1));
            return bench.session().observe(chunk.put(), chunk.content());
        });
    }

    private static void otherVersions(Scenarios all) {
        all.addAll(BLOCKED + "FGET, version ([12])(?: \\((handshake|no ALPN)\\))?", (bench, match) -> {
            TestChunk chunk = blocked(bench, match);
            Session old = "no ALPN".equals(match.group(3))
                    ? bench.connectWithoutAlpn()
                    : bench.connect(TlsOptions.nativePeer()).handshake(Integer.parseInt(match.group(2)));
            return chunk.fetch(old, bench.random());
        });
        all.addAll(BLOCKED + "FDEL, version 2", (bench, match) -> {
            TestChunk chunk = blocked(bench, match);
            return bench.connect(TlsOptions.nativePeer()).handshake(2).observe(chunk.delete());
        });
    }

    private static void bodies(Scenarios all) {
        on(all, "body on disk", (bench, chunk) -> Observation.of("onDisk", bench.bodyOf(chunk).isPresent()));
    }

    private static void reasons(Scenarios all) {
        all.addAll("blocked: block (reason=.*|without reason)", (bench, match) -> {
            TestChunk chunk = bench.stored();
            String reason = match.group(1).equals("without reason") ? "" : match.group(1);
            ControlTranscript control = bench.blockLine(chunk, reason);
            return Observation.of("controlPort", control.complete(), "fget",
                    chunk.fetchText(bench.session(), bench.random()));
        });
        all.add("blocked: blocking a blocked chunk again with another reason", bench -> {
            TestChunk chunk = bench.stored();
            bench.block(chunk, "reason=content");
            String answer = bench.blockLine(chunk, "reason=spam").last();
            return Observation.of("controlPort", answer, "fget", chunk.fetchText(bench.session(), bench.random()));
        });
        all.add("blocked: control port delete of a blocked chunk", bench -> {
            TestChunk chunk = bench.stored();
            bench.block(chunk, "reason=content");
            String answer = bench.control("auth " + TestRelay.ADMIN_PASSWORD, "delete " + bench.recipientId(chunk))
                    .last();
            return Observation.of("controlPort", answer, "fget", chunk.fetchText(bench.session(), bench.random()));
        });
    }

    private static void otherErrors(Scenarios all) {
        onContent(all, "blocked: FGET by sender id of a blocked chunk", (bench, chunk) -> bench.session().observe(
                chunk.get(Key.x25519(bench.random()).der()).entity(chunk.senderId()).by(chunk.sender())));
        onContent(all, "blocked: FADD by recipient id of a blocked chunk", (bench, chunk) -> bench.session().observe(
                chunk.add(bench.key()).entity(chunk.recipientIds().getFirst()).by(chunk.recipients().getFirst())));
        onContent(all, "blocked: unsigned FGET of a blocked chunk", (bench, chunk) -> bench.session().observe(
                chunk.get(Key.x25519(bench.random()).der()).authenticator(Bytes.EMPTY)));
        onContent(all, "blocked: FGET with syntax error of a blocked chunk", (bench, chunk) -> bench.session().observe(
                chunk.get(bench.key().der()).command(Bytes.ascii("FGET "))));
    }

    private static void control(Scenarios all) {
        all.add("control port: greeting and roles", bench -> Observation.of("output", bench.control("auth nonsense",
                "auth " + TestRelay.USER_PASSWORD, "auth " + TestRelay.ADMIN_PASSWORD).lines()));
        all.add("control port: commands without role", bench -> {
            String id = bench.recipientId(bench.stored());
            return Observation.of("output", withoutStatistics(bench.control("delete " + id,
                    "block " + id + " reason=spam", "stats-rts", "help", "nonsense").lines()));
        });
        all.add("control port: block unknown id", bench -> Observation.of("output", bench.control(
                "auth " + TestRelay.ADMIN_PASSWORD, "block " + Bench.base64(bench.id()) + " reason=spam").lines()));
    }

    private static void controlOfChunks(Scenarios all) {
        all.add("control port: block by sender id", bench -> Observation.of("output", bench.control(
                "auth " + TestRelay.ADMIN_PASSWORD,
                "block " + Bench.base64(bench.stored().senderId()) + " reason=spam").lines()));
        all.add("control port: block by user role", bench -> Observation.of("output", bench.control(
                "auth " + TestRelay.USER_PASSWORD,
                "block " + bench.recipientId(bench.stored()) + " reason=spam").lines()));
        all.add("control port: delete", bench -> {
            TestChunk chunk = bench.stored();
            ControlTranscript control = bench.control("auth " + TestRelay.ADMIN_PASSWORD,
                    "delete " + bench.recipientId(chunk));
            return Observation.of("output", control.lines(), "fget", chunk.fetchText(bench.session(), bench.random()),
                    "fdel", bench.session().ask(chunk.delete()).text(), "bodyOnDisk",
                    bench.bodyOf(chunk).isPresent());
        });
    }

    /** The lines between the second AUTH and the help are about the process, and different each time. */
    private static List<String> withoutStatistics(List<String> lines) {
        int from = lines.lastIndexOf("AUTH") + 1;
        int to = lines.indexOf("commands: stats-rts, delete, help, quit");
        List<String> kept = new ArrayList<>(lines.subList(0, from));
        kept.add(to > from ? "statistics" : "nothing");
        kept.addAll(lines.subList(to, lines.size()));
        return kept;
    }

    private interface OnBlocked {
        Observation run(Bench bench, TestChunk chunk) throws Exception;
    }

    private static void on(Scenarios all, String what, OnBlocked action) {
        all.addAll(BLOCKED + what, (bench, match) -> action.run(bench, blocked(bench, match)));
    }

    private static void onContent(Scenarios all, String name, OnBlocked action) {
        all.add(name, bench -> {
            TestChunk chunk = bench.stored();
            bench.block(chunk, "reason=content");
            return action.run(bench, chunk);
        });
    }

    /** A stored chunk of two recipients, blocked by the id of the first. */
    private static TestChunk blocked(Bench bench, Matcher match) throws IOException {
        TestChunk chunk = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), bench.key(), bench.keys(2))
                .upload(bench.session());
        bench.block(chunk, "reason=" + match.group(1));
        return chunk;
    }

    private static Observation get(Bench bench, TestChunk chunk) throws IOException {
        return chunk.fetch(bench.session(), bench.random());
    }
}
