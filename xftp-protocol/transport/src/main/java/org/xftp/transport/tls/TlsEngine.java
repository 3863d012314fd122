package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.TlsException;

/**
 * One end of a TLS connection: whole records in, plaintext out, and the other way round. No I/O. Bouncy Castle does the
 * handshake and all that is rare after it; application data goes past it where {@link OpenSslRecords} can.
 */
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

    /** Bytes of application data in a record, at most. */
    static final int MAX_CONTENT = 1 << 14;
    /** Room for a record's header, tag and inner type. */
    private static final int RECORD_OVERHEAD = 64;

    private final JdkTlsCrypto crypto;
    private final Peer peer;
    private final TlsProtocol protocol;
    private final Start start;
    private final Plaintext plaintext;
    private final Records records;
    private boolean mayAnswer;

    private TlsEngine(JdkTlsCrypto crypto, Peer peer, TlsProtocol protocol, Start start, Plaintext plaintext,
            Records records) {
        this.crypto = crypto;
        this.peer = peer;
        this.protocol = protocol;
        this.start = start;
        this.plaintext = plaintext;
        this.records = records;
    }

    static TlsEngine server(ServerTls tls) {
        Plaintext plaintext = new Plaintext();
        Records records = new Records();
        JdkTlsCrypto crypto = new JdkTlsCrypto(tls.random());
        ServerPeer peer = new ServerPeer(tls, crypto);
        Protocols.Server protocol = new Protocols.Server(plaintext, records);
        return new TlsEngine(crypto, peer, protocol, () -> protocol.accept(peer), plaintext, records);
    }

    static TlsEngine client(ClientTlsSettings settings, SecureRandom random) {
        Plaintext plaintext = new Plaintext();
        Records records = new Records();
        JdkTlsCrypto crypto = new JdkTlsCrypto(random);
        ClientPeer peer = new ClientPeer(settings, crypto);
        Protocols.Client protocol = new Protocols.Client(plaintext, records);
        return new TlsEngine(crypto, peer, protocol, () -> protocol.connect(peer), plaintext, records);
    }

    void start() throws IOException {
        start.run();
    }

    /** Takes one record, or a header that announces too large a one; adds its application data to {@code target}. */
    void offer(ByteBuf record, ByteBuf target) throws IOException {
        OpenSslRecords direct = direct();
        if (direct == null || !direct.open(record, target)) {
            mayAnswer = true;
            offerInArray(record, target);
        }
    }

    /** Past Bouncy Castle; null when that is not possible or not time. */
    private @Nullable OpenSslRecords direct() {
        return peer.agreed() == null || isClosed() ? null : crypto.records();
    }

    private void offerInArray(ByteBuf record, ByteBuf target) throws IOException {
        int length = record.readableBytes();
        ByteBuf array = record.hasArray()
                ? record.retain()
                : PooledByteBufAllocator.DEFAULT.heapBuffer(length).writeBytes(record);
        plaintext.target = target;
        try {
            protocol.offerInput(array.array(), array.arrayOffset() + array.readerIndex(), length);
        } finally {
            plaintext.target = null;
            array.release();
        }
    }

    /** Encrypts one record's worth of what waits, and adds the promises of the writes that it uses up. */
    void write(PendingWrites pending, List<ChannelPromise> usedUp) throws IOException {
        int length = Math.min(pending.bytes(), MAX_CONTENT);
        OpenSslRecords direct = direct();
        if (direct == null || mayAnswer || length == 0) {
            // Bouncy Castle answers a request for new keys when it next writes something.
            mayAnswer &= length == 0;
            writeFromArray(pending, length, usedUp);
        } else {
            seal(direct, pending, length, usedUp);
        }
    }

    private void seal(OpenSslRecords direct, PendingWrites pending, int length, List<ChannelPromise> usedUp)
            throws IOException {
        ByteBuf output = records.withRoom(length + RECORD_OVERHEAD);
        int start = output.writerIndex();
        try {
            pending.read(output.writerIndex(start + RecordAssembler.HEADER), length, usedUp);
            direct.seal(output, length);
        } catch (RuntimeException e) {
            output.writerIndex(start); // Plaintext must not go out.
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    private void writeFromArray(PendingWrites pending, int length, List<ChannelPromise> usedUp) throws IOException {
        ByteBuf array = PooledByteBufAllocator.DEFAULT.heapBuffer(length);
        try {
            pending.read(array, length, usedUp);
            protocol.writeApplicationData(array.array(), array.arrayOffset(), length);
        } finally {
            array.release();
        }
    }

    /** Prepares for that much plaintext to be written before {@link #takeOutput}. */
    void reserve(int plaintextBytes) {
        records.reserve(plaintextBytes + Math.ceilDiv(plaintextBytes, MAX_CONTENT) * RECORD_OVERHEAD);
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

    /** Where Bouncy Castle's plaintext goes. */
    private static final class Plaintext implements Protocols.Plaintext {
        private @Nullable ByteBuf target;

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            Objects.requireNonNull(target).writeBytes(bytes, offset, length);
        }
    }

    /** Collects the engine's output; the socket wants direct memory. */
    private static final class Records extends OutputStream {
        private @Nullable ByteBuf buffered;

        void reserve(int bytes) {
            if (buffered == null) {
                buffered = PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
            }
        }

        ByteBuf withRoom(int bytes) {
            reserve(bytes);
            return Objects.requireNonNull(buffered).ensureWritable(bytes);
        }

        @Override
        public void write(int b) {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            withRoom(length).writeBytes(bytes, offset, length);
        }
    }
}
