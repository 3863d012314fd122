package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.TlsImplUtils;
import org.xftp.protocol.crypto.ChaCha20Poly1305;
import org.xftp.protocol.crypto.CryptoException;

/**
 * ChaCha20-Poly1305 records by OpenSSL (RFC 7905, RFC 8446 section 5.2). Bouncy Castle has its own records, those of a
 * handshake and alerts, sealed and opened here; application data goes past it, from buffer to buffer. Both take their
 * numbers from here, so Bouncy Castle's own count does not matter.
 */
final class OpenSslRecords implements TlsCipher {
    private static final int HEADER = RecordAssembler.HEADER;
    private static final int TAG = ChaCha20Poly1305.TAG_BYTES;
    private static final int VERSION = 0x0303;

    private final TlsCryptoParameters parameters;
    private final boolean tls13;
    /** Bytes of the type that TLS 1.3 puts behind the content. */
    private final int type;
    private RecordKey sealing;
    private RecordKey opening;

    OpenSslRecords(TlsCryptoParameters parameters) throws IOException {
        this.parameters = parameters;
        tls13 = TlsImplUtils.isTLSv13(parameters);
        type = tls13 ? 1 : 0;
        sealing = RecordKey.agreed(parameters, true);
        opening = RecordKey.agreed(parameters, false);
    }

    /** Bytes that a record has besides its header and its content. */
    private int overhead() {
        return type + TAG;
    }

    /** Makes a record of the application data at the end of a buffer with room for the rest, in front of it and behind. */
    void seal(ByteBuf records, int length) {
        int start = records.writerIndex() - length;
        int sealed = length + overhead();
        records.setBytes(start - HEADER, header(ContentType.application_data, VERSION, sealed));
        seal(ContentType.application_data, segment(records, start, sealed), length);
        records.writerIndex(start + sealed);
    }

    /**
     * Adds a record's application data to a buffer. False for anything else, and what is forged or too large: nothing
     * has changed then, and Bouncy Castle may look at it.
     */
    boolean open(ByteBuf record, ByteBuf target) {
        int start = record.readerIndex();
        int inner = record.readableBytes() - HEADER - TAG;
        if (inner < type || inner > TlsEngine.MAX_CONTENT + type
                || record.getByte(start) != ContentType.application_data
                || record.getUnsignedShort(start + 1) != VERSION) {
            return false;
        }
        int end = target.writerIndex();
        MemorySegment text = segment(target.ensureWritable(inner), end, inner);
        try {
            opening.open(additional(opening, ContentType.application_data, VERSION, inner),
                    segment(record, start + HEADER, inner), text, segment(record, start + HEADER + inner, TAG));
        } catch (CryptoException | IllegalStateException e) {
            return false;
        }
        int length = tls13 ? length(text) : inner;
        if (tls13 && !isData(text, length)) {
            return false;
        }
        opening.next();
        target.writerIndex(end + length);
        return true;
    }

    /** The content in front of its type and zeros; negative when there are only zeros. */
    private static int length(MemorySegment text) {
        int length = (int) text.byteSize() - 1;
        while (length >= 0 && text.get(ValueLayout.JAVA_BYTE, length) == 0) {
            length--;
        }
        return length;
    }

    private static boolean isData(MemorySegment text, int length) {
        return length >= 0 && text.get(ValueLayout.JAVA_BYTE, length) == ContentType.application_data;
    }

    private static MemorySegment segment(ByteBuf buffer, int index, int length) {
        return MemorySegment.ofBuffer(buffer.nioBuffer(index, length));
    }

    @Override
    public TlsEncodeResult encodePlaintext(long ignored, short contentType, ProtocolVersion version,
            int headerAllocation, byte[] content, int offset, int length) {
        byte[] record = new byte[headerAllocation + length + overhead()];
        System.arraycopy(content, offset, record, headerAllocation, length);
        seal(contentType, MemorySegment.ofArray(record).asSlice(headerAllocation), length);
        return new TlsEncodeResult(record, 0, record.length, tls13 ? ContentType.application_data : contentType);
    }

    /** Encrypts content that is followed by room for the rest. */
    private void seal(short contentType, MemorySegment content, int length) {
        if (tls13) {
            content.set(ValueLayout.JAVA_BYTE, length, (byte) contentType);
        }
        int inner = length + type;
        MemorySegment text = content.asSlice(0, inner);
        sealing.seal(additional(sealing, contentType, VERSION, inner), text, text, content.asSlice(inner, TAG));
        sealing.next();
    }

    /** TLS 1.3: the record's header. TLS 1.2: its number, and the header it would have as plaintext. */
    private byte[] additional(RecordKey key, short contentType, int version, int inner) {
        return tls13
                ? header(ContentType.application_data, version, inner + TAG)
                : ByteBuffer.allocate(Long.BYTES + HEADER).putLong(key.number())
                        .put(header(contentType, version, inner)).array();
    }

    private static byte[] header(short contentType, int version, int length) {
        return ByteBuffer.allocate(HEADER).put((byte) contentType).putShort((short) version).putShort((short) length)
                .array();
    }

    @Override
    public TlsDecodeResult decodeCiphertext(long ignored, short recordType, ProtocolVersion version, byte[] sealed,
            int offset, int length) throws IOException {
        int inner = length - TAG;
        if (inner < type) {
            throw new TlsFatalAlert(AlertDescription.decode_error);
        }
        MemorySegment record = MemorySegment.ofArray(sealed).asSlice(offset, length);
        MemorySegment text = record.asSlice(0, inner);
        try {
            opening.open(additional(opening, recordType, version.getFullVersion(), inner), text, text,
                    record.asSlice(inner));
        } catch (CryptoException e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
        opening.next();
        return tls13 ? content(sealed, offset, text) : new TlsDecodeResult(sealed, offset, inner, recordType);
    }

    private static TlsDecodeResult content(byte[] opened, int offset, MemorySegment text) throws IOException {
        int length = length(text);
        if (length < 0) {
            throw new TlsFatalAlert(AlertDescription.unexpected_message);
        }
        return new TlsDecodeResult(opened, offset, length, (short) Byte.toUnsignedInt(opened[offset + length]));
    }

    @Override
    public void rekeyEncoder() throws IOException {
        sealing = RecordKey.updated(parameters, true);
    }

    @Override
    public void rekeyDecoder() throws IOException {
        opening = RecordKey.updated(parameters, false);
    }

    @Override
    public int getCiphertextDecodeLimit(int plaintextLimit) {
        return plaintextLimit + overhead();
    }

    @Override
    public int getCiphertextEncodeLimit(int plaintextLimit) {
        return plaintextLimit + overhead();
    }

    @Override
    public int getPlaintextDecodeLimit(int ciphertextLimit) {
        return ciphertextLimit - overhead();
    }

    @Override
    public int getPlaintextEncodeLimit(int ciphertextLimit) {
        return ciphertextLimit - overhead();
    }

    @Override
    public boolean usesOpaqueRecordTypeDecode() {
        return tls13;
    }

    @Override
    public boolean usesOpaqueRecordTypeEncode() {
        return tls13;
    }
}
