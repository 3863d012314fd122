package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.description.DescriptionLink;

/** Codes are read back by a reader that knows nothing of how they were drawn. */
class QrCodeTest {
    private static final int BLACK = 0;
    private static final int WHITE = 0xffffff;

    @TempDir
    private Path directory = Path.of("");

    static String decode(Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        return decode(image.getWidth(), (x, y) -> (image.getRGB(x, y) & WHITE) == BLACK);
    }

    private static String decode(int size, PngImage.Pixels pixels) {
        int[] colours = new int[size * size];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = pixels.isBlack(i % size, i / size) ? BLACK : WHITE;
        }
        try {
            BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, colours)));
            return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true)).getText();
        } catch (ReaderException e) {
            throw new AssertionError("no readable code", e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 660, DescriptionLink.MAX_QR_CHARACTERS, QrCode.MAX_CHARACTERS})
    void thePictureCanBeRead(int length) throws IOException, CliException {
        String text = "x".repeat(length);
        Path file = Files.write(directory.resolve("code.png"), QrCode.of(text).png());
        assertThat(decode(file)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 660, DescriptionLink.MAX_QR_CHARACTERS})
    void theTerminalCanBeRead(int length) throws CliException {
        String text = "simplex:/file#".repeat(length / 14 + 1).substring(0, length);
        QrCode code = QrCode.of(text);
        assertThat(read(code.lines(true).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList(), true)).isEqualTo(text);
        assertThat(code.lines(false)).noneMatch(line -> line.contains("\u001b"));
        assertThat(read(code.lines(false), false)).isEqualTo(text);
    }

    /** @param drawnIsBlack whether the characters' ink is the black of the code */
    private static String read(List<String> lines, boolean drawnIsBlack) {
        int scale = 4;
        return decode(lines.getFirst().length() * scale, (x, y) -> {
            int row = y / scale;
            char character = row / 2 < lines.size() ? lines.get(row / 2).charAt(x / scale) : ' ';
            boolean ink = switch (character) {
                case '\u2588' -> true;
                case '\u2580' -> row % 2 == 0;
                case '\u2584' -> row % 2 == 1;
                default -> false;
            };
            return ink == drawnIsBlack;
        });
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> QrCode.of("x".repeat(QrCode.MAX_CHARACTERS + 1)))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }
}
