package org.xftp.protocol.description;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** DEFLATE without any header, as web links use it. */
final class RawDeflate {
    private static final int PIECE = 8192;

    private RawDeflate() {}

    static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * Inflates to at most {@code max} bytes; never holds more than that, whatever is hidden in {@code data}.
     */
    static byte[] inflate(byte[] data, int max) throws DescriptionException {
        Inflater inflater = new Inflater(true);
        try {
            // Without a header zlib wants one byte more than the stream has.
            inflater.setInput(Arrays.copyOf(data, data.length + 1));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            while (!inflater.finished()) {
                int count = inflater.inflate(piece);
                if (count == 0 && !inflater.finished()) {
                    throw broken();
                }
                if (count > max - out.size()) {
                    throw new DescriptionException("the link inflates to more than any real description");
                }
                out.write(piece, 0, count);
            }
            if (inflater.getRemaining() > 1) {
                throw broken();
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw broken();
        } finally {
            inflater.end();
        }
    }

    private static DescriptionException broken() {
        return new DescriptionException("the link is damaged: perhaps a part of it is missing");
    }
}
