package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.TlsException;

/** One end of a TLS connection: whole records in, plaintext out, and the other way round. No I/O. */
final class TlsEngine {
    /** The object that makes a handshake's choices. */
    interface Peer {
        /** Null until the handshake is complete. */
        @Nullable
        TlsAgreed agreed();

        /** Why the certificate check refused, if it did. */
        default @Nullable IOException refusal() {
            return null;
        }
    }

    private interface Start {
        void run() throws IOException;
    }

    private static final int PLAINTEXT_RECORD = 1 << 14;
    /** Room for a record's header, tag and inner type. */
    private static final int RECORD_OVERHEAD = 64;

    private final Peer peer;
    private final TlsProtocol protocol;
    private final Start start;
    private final Records records;

    private TlsEngine(Peer peer, TlsProtocol protocol, Start start, Records records) {
        this.peer = peer;
        this.protocol = protocol;
        this.start = start;
        this.records = records;
    }

    static TlsEngine server(ServerTls tls, Protocols.Plaintext plaintext) {
        Records records = new Records();
        ServerPeer peer = new ServerPeer(tls);
        Protocols.Server protocol = new Protocols.Server(plaintext, records);
        return new TlsEngine(peer, protocol, () -> protocol.accept(peer), records);
    }

    static TlsEngine client(ClientTlsSettings settings, SecureRandom random, Protocols.Plaintext plaintext) {
        Records records = new Records();
        ClientPeer peer = new ClientPeer(settings, new JdkTlsCrypto(random));
        Protocols.Client protocol = new Protocols.Client(plaintext, records);
        return new TlsEngine(peer, protocol, () -> protocol.connect(peer), records);
    }

    void start() throws IOException {
        start.run();
    }

    /** Takes one record, or a header that announces too large a one, in a buffer with an array. Decrypts in place. */
    void offer(ByteBuf record) throws IOException {
        protocol.offerInput(record.array(), record.arrayOffset() + record.readerIndex(), record.readableBytes());
    }

    /** Encrypts one record's worth of bytes. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        protocol.writeApplicationData(bytes, offset, length);
    }

    /** Prepares for that much plaintext to be written before {@link #takeOutput}. */
    void reserve(int plaintextBytes) {
        records.reserve(plaintextBytes + Math.ceilDiv(plaintextBytes, PLAINTEXT_RECORD) * RECORD_OVERHEAD);
    }

    int outputBytes() {
        return records.buffered == null ? 0 : records.buffered.readableBytes();
    }

    /** Records for the peer; the caller releases them. */
    ByteBuf takeOutput() {
        ByteBuf output = records.buffered;
        records.buffered = null;
        return output == null ? Unpooled.EMPTY_BUFFER : output;
    }

    /** Queues close_notify. */
    void close() {
        try {
            protocol.close();
        } catch (IOException e) {
            // A broken engine has nothing left to say.
        }
    }

    /** Whether either end has closed or failed. */
    boolean isClosed() {
        return protocol.isClosed();
    }

    @Nullable
    TlsAgreed agreed() {
        return peer.agreed();
    }

    /** The one-line failure to show for an engine's exception; the certificate check's own exception if it refused. */
    IOException explain(IOException cause) {
        IOException refusal = peer.refusal();
        if (refusal != null) {
            return refusal;
        }
        return switch (cause) {
            case TlsFatalAlertReceived alert -> new TlsException(
                    "the peer refused TLS: " + AlertDescription.getName(alert.getAlertDescription()), cause);
            case TlsFatalAlert alert ->
                new TlsException("TLS failed: " + AlertDescription.getName(alert.getAlertDescription()), cause);
            default -> cause;
        };
    }

    /** Collects the engine's output; the socket wants direct memory. */
    private static final class Records extends OutputStream {
        private @Nullable ByteBuf buffered;

        void reserve(int bytes) {
            if (buffered == null) {
                buffered = PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
            }
        }

        @Override
        public void write(int b) {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (buffered == null) {
                buffered = PooledByteBufAllocator.DEFAULT.directBuffer(length);
            }
            buffered.writeBytes(bytes, offset, length);
        }
    }
}
