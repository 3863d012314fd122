package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import org.bouncycastle.tls.ContentType;

/**
 * Cuts a byte stream into TLS records, so that the engine always gets one whole record and decrypts
 * it in place. Holds one record at most.
 */
final class RecordAssembler {
    static final int HEADER = 5;
    /** RFC 5246 allows 2048 bytes more than the plaintext, RFC 8446 fewer. */
    static final int MAX_RECORD = HEADER + (1 << 14) + 2048;

    private static final int FIRST_TYPE = ContentType.change_cipher_spec;
    private static final int LAST_TYPE = ContentType.application_data;

    private byte[] record = new byte[HEADER + 512];
    private int filled;

    /**
     * Takes bytes up to the end of the record. True when {@link #record} is whole, or when its header
     * is not of TLS or announces more than TLS allows: the engine then refuses it without waiting for
     * the rest.
     */
    boolean fill(ByteBuf in) {
        take(in, HEADER);
        if (filled < HEADER) {
            return false;
        }
        int whole = HEADER + length();
        if (whole > MAX_RECORD || record[0] < FIRST_TYPE || record[0] > LAST_TYPE) {
            return true;
        }
        ensure(whole);
        take(in, whole);
        return filled == whole;
    }

    private void take(ByteBuf in, int upTo) {
        int n = Math.min(upTo - filled, in.readableBytes());
        if (n > 0) {
            in.readBytes(record, filled, n);
            filled += n;
        }
    }

    private int length() {
        return Byte.toUnsignedInt(record[3]) << 8 | Byte.toUnsignedInt(record[4]);
    }

    private void ensure(int size) {
        if (record.length < size) {
            byte[] larger = new byte[MAX_RECORD];
            System.arraycopy(record, 0, larger, 0, filled);
            record = larger;
        }
    }

    byte[] record() {
        return record;
    }

    /** Number of bytes of the record; forgets it. */
    int takeLength() {
        int length = filled;
        filled = 0;
        return length;
    }
}
