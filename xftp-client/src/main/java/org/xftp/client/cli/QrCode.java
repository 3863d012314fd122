package org.xftp.client.cli;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR code (ISO/IEC 18004) of a link, with the margin that readers want. Of the lowest error correction: screens have no
 * scratches, and the code stays small.
 */
final class QrCode {
    /** Longest text in characters that any QR code holds. */
    static final int MAX_CHARACTERS = 2953;

    private static final int MARGIN = 4;

    /** Black and bright white whatever the terminal's own colours are. */
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
    private static final String RESET = "\u001b[0m";

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /** @param text ASCII */
    static QrCode of(String text) throws CliException {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix());
        } catch (WriterException e) {
            throw CliException.usage("the link is too long for a QR code: leave out --no-redirect");
        }
    }

    /** Modules on each side, the margin included. */
    int size() {
        return modules.getWidth() + 2 * MARGIN;
    }

    /** Whether the module is black; outside of the code all are white. */
    boolean isBlack(int x, int y) {
        int column = x - MARGIN;
        int row = y - MARGIN;
        return column >= 0 && row >= 0 && column < modules.getWidth() && row < modules.getHeight()
                && modules.get(column, row) == 1;
    }

    /**
     * Lines of half blocks, two modules above each other in one character.
     *
     * @param coloured black on white by escape sequences, so that it can be read on dark and bright terminals; otherwise
     *     the characters alone, white modules drawn, which is right on dark ones
     */
    List<String> lines(boolean coloured) {
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < size(); y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < size(); x++) {
                boolean upper = isBlack(x, y) == coloured;
                boolean lower = (isBlack(x, y + 1) == coloured) && y + 1 < size();
                line.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.add(coloured ? BLACK_ON_WHITE + line + RESET : line.toString());
        }
        return lines;
    }

    /** A PNG file (RFC 2083) of eight pixels for each module. */
    byte[] png() {
        return new PngImage(8 * size(), (x, y) -> isBlack(x / 8, y / 8)).encode();
    }
}
