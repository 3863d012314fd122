package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.bouncycastle.tls.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into TLS records, so that the engine always gets one whole record: where it came, or put together
 * in a buffer of its size. Holds one record at most, and none between records.
 */
final class RecordAssembler {
    static final int HEADER = 5;
    /** RFC 5246 allows 2048 bytes more than the plaintext, RFC 8446 fewer. */
    static final int MAX_RECORD = HEADER + (1 << 14) + 2048;

    private static final int FIRST_TYPE = ContentType.change_cipher_spec;
    private static final int LAST_TYPE = ContentType.application_data;

    private final byte[] header = new byte[HEADER];
    private int headerBytes;
    private @Nullable ByteBuf record;

    /** Bytes of a record that is not whole yet. */
    int held() {
        return record == null ? headerBytes : record.readableBytes();
    }

    /**
     * Takes bytes up to the end of the record. The record when it is whole, or its header alone when
     * that is not of TLS or announces more than TLS allows: the engine then refuses it without waiting for
     * the rest. Null when there is neither. The caller releases it, and may change what it holds.
     */
    @Nullable
    ByteBuf next(ByteBuf in, ByteBufAllocator allocator) {
        if (record == null) {
            int begun = headerBytes;
            int n = Math.min(HEADER - begun, in.readableBytes());
            in.readBytes(header, begun, n);
            headerBytes += n;
            if (headerBytes < HEADER) {
                return null;
            }
            headerBytes = 0;
            int size = isRecord() ? HEADER + length() : HEADER;
            if (begun == 0 && in.readableBytes() >= size - HEADER) {
                return in.readerIndex(in.readerIndex() - HEADER).readRetainedSlice(size);
            }
            record = allocator.heapBuffer(size, size).writeBytes(header);
        }
        ByteBuf whole = record;
        whole.writeBytes(in, Math.min(whole.writableBytes(), in.readableBytes()));
        if (whole.isWritable()) {
            return null;
        }
        record = null;
        return whole;
    }

    private boolean isRecord() {
        return HEADER + length() <= MAX_RECORD && header[0] >= FIRST_TYPE && header[0] <= LAST_TYPE;
    }

    private int length() {
        return Byte.toUnsignedInt(header[3]) << 8 | Byte.toUnsignedInt(header[4]);
    }

    /** Forgets the record that has begun. */
    void release() {
        if (record != null) {
            record.release();
            record = null;
        }
    }
}
