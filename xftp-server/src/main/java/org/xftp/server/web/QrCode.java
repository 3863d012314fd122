package org.xftp.server.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** A QR code (ISO/IEC 18004) of an address, with the margin that readers want. */
public final class QrCode {
    private static final int MARGIN = 4;
    /** Black and bright white whatever the terminal's own colours are. */
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
    private static final String RESET = "\u001b[0m";

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /**
     * Of medium correction, which holds 2331 bytes.
     *
     * @throws IllegalArgumentException when the text is longer
     */
    public static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    /** Modules on each side, the margin included. */
    public int size() {
        return modules.getWidth() + 2 * MARGIN;
    }

    /** Whether the module is black; outside of the code all are white. */
    public boolean isBlack(int x, int y) {
        int column = x - MARGIN;
        int row = y - MARGIN;
        return column >= 0 && row >= 0 && column < modules.getWidth() && row < modules.getHeight()
                && modules.get(column, row) == 1;
    }

    /** Lines of half blocks, two modules above each other in one character, black on white. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < size(); y += 2) {
            var line = new StringBuilder(BLACK_ON_WHITE);
            for (int x = 0; x < size(); x++) {
                line.append(halves(isBlack(x, y), isBlack(x, y + 1)));
            }
            lines.add(line.append(RESET).toString());
        }
        return lines;
    }

    private static char halves(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }

    /** An SVG image; {@code title} is what those hear who do not see it. */
    public String svg(String title) {
        var path = new StringBuilder();
        for (int y = 0; y < size(); y++) {
            for (int x = 0; x < size(); x++) {
                int end = x;
                while (isBlack(end, y)) {
                    end++;
                }
                if (end > x) {
                    path.append('M').append(x).append(' ').append(y).append('h').append(end - x).append("v1H")
                            .append(x).append('z');
                    x = end;
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" role="img"><title>%2$s</title>\
                <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%3$s"/></svg>""".formatted(size(),
                Html.escape(title), path);
    }
}
