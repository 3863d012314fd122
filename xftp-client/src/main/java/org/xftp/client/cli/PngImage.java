package org.xftp.client.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A square picture in black and white as PNG (RFC 2083), without the desktop part of Java, which takes long to start. */
record PngImage(int size, Pixels pixels) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS = 1;
    private static final byte GREYSCALE = 0;

    /** Which pixels are black. */
    interface Pixels {
        boolean isBlack(int x, int y);
    }

    byte[] encode() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header());
            chunk(out, "IDAT", rows());
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all writes", e);
        }
        return file.toByteArray();
    }

    private byte[] header() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(size);
        out.writeInt(size);
        out.write(new byte[]{BITS, GREYSCALE, 0, 0, 0});
        return bytes.toByteArray();
    }

    private byte[] rows() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            byte[] row = new byte[1 + (size + 7) / 8];
            for (int y = 0; y < size; y++) {
                Arrays.fill(row, (byte) 0);
                for (int x = 0; x < size; x++) {
                    if (!pixels.isBlack(x, y)) {
                        row[1 + x / 8] |= (byte) (0x80 >> (x % 8));
                    }
                }
                out.write(row);
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
