package org.xftp.transport.tls;

import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ByteQueueInputStream;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ServerHello;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerProtocol;

/**
 * Bouncy Castle's two protocol engines in non-blocking mode, without the queues of that mode: records
 * go straight to an output and decrypted bytes straight to a consumer. The constructors with
 * streams are the only ones that take an output, so they are used and blocking is switched off.
 */
final class Protocols {
    /** Takes decrypted bytes; the array is only lent. */
    @FunctionalInterface
    interface Plaintext {
        void accept(byte[] bytes, int offset, int length);
    }

    private Protocols() {}

    /**
     * Ends the connection. Bouncy Castle would answer each attempt with a warning, so that a peer that sends many and
     * reads nothing would fill memory.
     */
    private static TlsFatalAlert renegotiationRefused() {
        return new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    static final class Server extends TlsServerProtocol {
        private final Plaintext plaintext;

        Server(Plaintext plaintext, OutputStream records) {
            var input = new ByteQueueInputStream();
            super(input, records);
            this.plaintext = plaintext;
            blocking = false;
            inputBuffers = input;
        }

        /**
         * Leaves renegotiation_info out as official relays do (docs/PROTOCOL.md section 2); nothing here
         * renegotiates anyway.
         */
        @Override
        protected void sendServerHelloMessage(ServerHello serverHello) throws IOException {
            if (serverHello.getExtensions() != null) {
                serverHello.getExtensions().remove(EXT_RenegotiationInfo);
            }
            super.sendServerHelloMessage(serverHello);
        }

        @Override
        protected void refuseRenegotiation() throws IOException {
            throw renegotiationRefused();
        }

        @Override
        protected void processRecord(short type, byte[] buf, int off, int len) throws IOException {
            if (type == ContentType.application_data && isConnected() && !isHandshaking()) {
                plaintext.accept(buf, off, len);
            } else {
                super.processRecord(type, buf, off, len);
            }
        }
    }

    static final class Client extends TlsClientProtocol {
        private final Plaintext plaintext;

        Client(Plaintext plaintext, OutputStream records) {
            var input = new ByteQueueInputStream();
            super(input, records);
            this.plaintext = plaintext;
            blocking = false;
            inputBuffers = input;
        }

        @Override
        protected void refuseRenegotiation() throws IOException {
            throw renegotiationRefused();
        }

        @Override
        protected void processRecord(short type, byte[] buf, int off, int len) throws IOException {
            if (type == ContentType.application_data && isConnected() && !isHandshaking()) {
                plaintext.accept(buf, off, len);
            } else {
                super.processRecord(type, buf, off, len);
            }
        }
    }
}
