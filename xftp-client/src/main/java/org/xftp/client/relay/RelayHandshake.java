package org.xftp.client.relay;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.handshake.ClientHandshakeMachine;
import org.xftp.protocol.handshake.ClientSession;
import org.xftp.protocol.handshake.HandshakeException;
import org.xftp.protocol.wire.Block;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.ClientStream;
import org.xftp.transport.RequestHead;

/** The native handshake of docs/PROTOCOL.md section 2.1 on a fresh connection. */
final class RelayHandshake {
    private static final byte[] NOTHING = {};

    private final ClientConnection connection;
    private final IdentityCheck identity;
    private final RelaySettings settings;

    RelayHandshake(ClientConnection connection, IdentityCheck identity, RelaySettings settings) {
        this.connection = connection;
        this.identity = identity;
        this.settings = settings;
    }

    RelaySession run() throws XftpClientException {
        ClientHandshakeMachine machine = new ClientHandshakeMachine(identity.identity(), identity.leafKey(),
                connection.sessionId());
        try {
            byte[] answer = machine.hello(exchange(NOTHING, Block.SIZE));
            ClientSession agreed = machine.finish(exchange(answer, 1));
            return new RelaySession(connection, agreed.version(), Optional.of(agreed.relayKey()), settings.random());
        } catch (HandshakeException e) {
            throw new XftpClientException(FailureKind.PROTOCOL, String.valueOf(e.getMessage()), e);
        } catch (EOFException e) {
            throw RelayErrors.unexpected("its answer to the handshake is empty");
        } catch (IOException e) {
            throw RelayErrors.broken(e);
        }
    }

    /** One request and the first {@code limit} bytes of its reply. */
    private byte[] exchange(byte[] body, int limit) throws IOException {
        ClientStream stream = connection.open(RequestHead.post(), false);
        stream.readTimeout(settings.timeouts().connect());
        stream.writeTimeout(settings.timeouts().connect());
        try (RelayExchange exchange = new RelayExchange(stream, connection::close)) {
            exchange.send(body, NOTHING, 0, 0);
            byte[] reply = exchange.receiveUpTo(limit);
            exchange.finish();
            return reply;
        }
    }
}
