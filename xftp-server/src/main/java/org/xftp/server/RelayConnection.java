package org.xftp.server;

import java.io.IOException;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.Decoded;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.GetChunk;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.Replies;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.RequestDecoder;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.handshake.HandshakeAnswer;
import org.xftp.protocol.handshake.HandshakeKind;
import org.xftp.protocol.handshake.ServerHandshakeMachine;
import org.xftp.server.command.Answer;
import org.xftp.server.command.ChunkSink;
import org.xftp.server.command.CommandSession;
import org.xftp.server.command.Download;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.ConnectionHandler;
import org.xftp.transport.Headers;
import org.xftp.transport.ServerConnection;
import org.xftp.transport.ServerStream;

/**
 * One connection: joins the handshake, the commands and the stream on which a request came (docs/PROTOCOL.md sections
 * 2 and 3). Every request is served on a thread of its own.
 */
final class RelayConnection implements ConnectionHandler {
    private static final int OK = 200;

    private final RelayServices services;
    private final ServerConnection connection;
    private final ServerHandshakeMachine handshake;

    RelayConnection(RelayServices services, ServerConnection connection) {
        this.services = services;
        this.connection = connection;
        this.handshake = new ServerHandshakeMachine(HandshakeKind.of(connection.alpn(), connection.web()),
                connection.sessionId(), services.certificates().identityOf(connection.relayLeaf()),
                X25519PrivateKey.generate(services.random()));
    }

    @Override
    public void handle(ServerStream stream) throws IOException {
        if (connection.web() && services.web().answer(stream, connection.client())) {
            return;
        }
        services.blocks().await(stream);
        try (var place = services.places().take()) {
            serve(stream, place);
        }
    }

    private void serve(ServerStream stream, Places.Place place) throws IOException {
        byte[] block = BlockReader.read(stream);
        var headers = stream.head().headers();
        switch (handshake.next(block, headers.contains("xftp-web-hello"), headers.contains("xftp-handshake"))) {
            case HandshakeAnswer.SendBlock(var answer) -> send(stream, answer.toArray());
            case HandshakeAnswer.SendEmpty() -> send(stream, new byte[0]);
            case HandshakeAnswer.ProcessCommand(var version, var key) -> {
                var session = new CommandSession(connection.sessionId(), version, key);
                request(stream, session, RequestDecoder.decode(block, session.id()), place);
            }
        }
        if (handshake.isDone()) {
            connection.established();
        }
    }

    private void request(ServerStream stream, CommandSession session, Decoded decoded, Places.Place place)
            throws IOException {
        switch (decoded) {
            case Decoded.Rejected(var _, var _, var error) -> {
                services.meter().rejected(error);
                reply(stream, session, decoded, new Failure(error));
            }
            case Decoded.Accepted request when isTransfer(request.command()) -> {
                place.close();
                services.transfers().run(connection.client(), stream::cancel,
                        () -> command(stream, session, request));
            }
            case Decoded.Accepted request -> command(stream, session, request);
        }
    }

    /** Waits for its peer, so it takes places for one piece at a time. */
    private static boolean isTransfer(Command command) {
        return command instanceof PutChunk || command instanceof GetChunk;
    }

    private void command(ServerStream stream, CommandSession session, Decoded.Accepted request) throws IOException {
        connection.established();
        var meter = services.meter();
        long start = System.nanoTime();
        var answer = services.commands().process(session, request,
                new StreamBody(stream, services.places(), meter));
        meter.answered(request.command(), answer.reply(), System.nanoTime() - start);
        switch (answer) {
            case Answer.BlockOnly(var reply) -> reply(stream, session, request, reply);
            case Answer.WithChunk(var reply, var body) -> chunk(stream, session, request, reply, body);
        }
    }

    private void reply(ServerStream stream, CommandSession session, Decoded request, Reply reply)
            throws IOException {
        send(stream, encode(session, request, reply));
    }

    private void chunk(ServerStream stream, CommandSession session, Decoded request, Reply reply, Download body)
            throws IOException {
        try (body) {
            var output = respond(stream);
            var block = encode(session, request, reply);
            output.write(block, 0, block.length);
            transfer(body, new StreamSink(stream, output, services.places()));
            output.finish();
        }
    }

    private void transfer(Download body, ChunkSink sink) throws IOException {
        var meter = services.meter();
        long start = System.nanoTime();
        boolean whole = false;
        try {
            body.writeTo((length, patience, filler) -> {
                sink.send(length, patience, filler);
                meter.downloadedBytes(length);
            });
            meter.downloaded(System.nanoTime() - start);
            whole = true;
        } finally {
            if (!whole) {
                meter.downloadBroke();
            }
        }
    }

    private static byte[] encode(CommandSession session, Decoded request, Reply reply) {
        var told = reply instanceof Failure(var error) ? new Failure(error.forVersion(session.version())) : reply;
        return Replies.encode(session.id(), request.corrId(), request.entityId(), told);
    }

    private void send(ServerStream stream, byte[] body) throws IOException {
        respond(stream).finish(body, 0, body.length);
    }

    private ByteOutput respond(ServerStream stream) throws IOException {
        return stream.respond(OK, connection.web() ? WebRequests.REPLY_HEADERS : Headers.EMPTY);
    }
}
