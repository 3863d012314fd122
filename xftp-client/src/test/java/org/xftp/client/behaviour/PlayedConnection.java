package org.xftp.client.behaviour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xftp.client.behaviour.AnswerDraft.Ending;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.wire.Block;
import org.xftp.transport.ByteInput;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.ConnectionHandler;
import org.xftp.transport.ServerConnection;
import org.xftp.transport.ServerStream;

/** One connection to a played relay: makes each proper answer and lets the script bend it. */
final class PlayedConnection implements ConnectionHandler {
    private final PlayedRelay relay;
    private final Script script;
    private final ServerConnection connection;
    private final X25519PrivateKey key;
    private boolean greeted;
    private boolean established;

    PlayedConnection(PlayedRelay relay, ServerConnection connection) {
        this.relay = relay;
        this.script = relay.script();
        this.connection = connection;
        this.key = X25519PrivateKey.generate(relay.random());
    }

    @Override
    public void handle(ServerStream stream) throws IOException {
        byte[] request = read(stream, Block.SIZE);
        Step step;
        AnswerDraft answer;
        synchronized (this) {
            if (established) {
                PlayedRequest command = PlayedRequest.parse(request);
                step = command.step();
                byte[] chunk = script.answersEarly(step) ? new byte[0] : read(stream, Integer.MAX_VALUE);
                answer = answer(command, chunk);
            } else {
                step = greeted ? Step.CLIENT_HANDSHAKE : Step.HELLO;
                answer = new AnswerDraft(greeted ? new byte[0] : hello());
                established = greeted;
                greeted = true;
            }
        }
        relay.note(step);
        send(stream, script.bend(step, answer));
    }

    private byte[] hello() {
        HelloDraft hello = new HelloDraft(script.identity(), key.publicKey(), connection.sessionId().toArray());
        return Block.encode(script.bend(hello).encode());
    }

    private AnswerDraft answer(PlayedRequest command, byte[] uploaded) {
        byte[] chunk = {};
        byte[] entityId = command.entityId().toArray();
        byte[] text = switch (command.step()) {
            case FNEW -> {
                entityId = new byte[0];
                EntityId sender = relay.newId();
                List<EntityId> recipients = newIds(command.recipientKeys());
                relay.register(sender, recipients);
                yield ReplyDraft.sids(sender, recipients);
            }
            case FADD -> {
                List<EntityId> recipients = newIds(command.recipientKeys());
                relay.register(command.entityId(), recipients);
                yield ReplyDraft.rids(recipients);
            }
            case FGET -> {
                if (relay.chunk(command.entityId()).isEmpty()) {
                    yield ReplyDraft.text("ERR AUTH");
                }
                Nonce nonce = Nonce.random(relay.random());
                X25519PrivateKey once = X25519PrivateKey.generate(relay.random());
                chunk = sealed(command, once, nonce);
                yield ReplyDraft.file(once.publicKey().der(), nonce.toArray());
            }
            case PING -> {
                entityId = new byte[0];
                yield ReplyDraft.text("PONG");
            }
            case FPUT -> {
                relay.upload(command.entityId(), uploaded);
                yield ReplyDraft.text("OK");
            }
            case HELLO, CLIENT_HANDSHAKE, FDEL, FACK -> ReplyDraft.text("OK");
        };
        ReplyDraft reply = new ReplyDraft(command.sessionId().toArray(), command.corrId().toArray(), entityId, text);
        AnswerDraft answer = new AnswerDraft(Block.encode(script.bend(command.step(), reply).encode()));
        answer.append(chunk);
        return answer;
    }

    private List<EntityId> newIds(int count) {
        List<EntityId> ids = new ArrayList<>();
        while (ids.size() < count) {
            ids.add(relay.newId());
        }
        return ids;
    }

    private byte[] sealed(PlayedRequest command, X25519PrivateKey once, Nonce nonce) {
        byte[] chunk = relay.chunk(command.entityId()).orElseThrow();
        try (SecretBox box = SecretBox.encrypting(once.agree(command.downloadKey().orElseThrow()), nonce)) {
            byte[] body = chunk.clone();
            box.update(body, 0, body.length);
            var whole = new ByteArrayOutputStream();
            whole.writeBytes(body);
            whole.writeBytes(box.tag());
            return whole.toByteArray();
        }
    }

    private void send(ServerStream stream, AnswerDraft answer) throws IOException {
        if (!answer.withoutHeaders) {
            ByteOutput output = stream.respond(answer.status, answer.headers);
            for (int from = 0; from < answer.body.length; from += answer.piece) {
                output.write(answer.body, from, Math.min(answer.piece, answer.body.length - from));
            }
            if (answer.ending == Ending.FINISH || answer.ending == Ending.FINISH_AND_CLOSE) {
                output.finish();
            }
        }
        end(answer.ending);
    }

    private void end(Ending ending) throws IOException {
        switch (ending) {
            case FINISH -> {}
            case RESET -> {
                // A handler that returns without having finished the reply resets the stream.
            }
            case CLOSE, FINISH_AND_CLOSE -> connection.close();
            case SILENCE -> relay.awaitEnd();
        }
    }

    /** Up to the end, or until there are {@code most} bytes. */
    private static byte[] read(ByteInput input, int most) throws IOException {
        var whole = new ByteArrayOutputStream();
        byte[] buffer = new byte[16384];
        while (whole.size() < most) {
            int read = input.read(buffer, 0, Math.min(buffer.length, most - whole.size()));
            if (read < 0) {
                break;
            }
            whole.write(buffer, 0, read);
        }
        return whole.toByteArray();
    }
}
