package org.xftp.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final String ADDRESS = "xftp://hRZ8WFxR4GudUJKQsA_O7NLi0wRvwbV4y1cBSF46FC0=@relay.example.org:7443";

    @Test
    void canBeReadFromTheTerminal() throws Exception {
        var code = QrCode.of(ADDRESS);
        var lines = code.lines().stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
        assertThat(lines).allMatch(line -> line.length() == code.size());
        int scale = 4;
        var pixels = new LuminanceSource(code.size() * scale, code.size() * scale) {
            @Override
            public byte[] getRow(int y, byte[] row) {
                byte[] found = new byte[getWidth()];
                for (int x = 0; x < found.length; x++) {
                    char half = lines.get(y / scale / 2).charAt(x / scale);
                    boolean black = half == '█' || half == (y / scale % 2 == 0 ? '▀' : '▄');
                    found[x] = (byte) (black ? 0 : 255);
                }
                return found;
            }

            @Override
            public byte[] getMatrix() {
                byte[] all = new byte[getWidth() * getHeight()];
                for (int y = 0; y < getHeight(); y++) {
                    System.arraycopy(getRow(y, new byte[0]), 0, all, y * getWidth(), getWidth());
                }
                return all;
            }
        };
        assertThat(new QRCodeReader().decode(new BinaryBitmap(new GlobalHistogramBinarizer(pixels))).getText())
                .isEqualTo(ADDRESS);
    }

    @Test
    void drawsEachBlackModuleInTheImage() {
        var code = QrCode.of(ADDRESS);
        int black = 0;
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                black += code.isBlack(x, y) ? 1 : 0;
            }
        }
        var svg = code.svg("<x>");
        int drawn = java.util.regex.Pattern.compile("h([0-9]+)v1H").matcher(svg).results()
                .mapToInt(run -> Integer.parseInt(run.group(1))).sum();
        assertThat(drawn).isEqualTo(black);
        assertThat(svg).contains("<title>&lt;x&gt;</title>");
    }
}
