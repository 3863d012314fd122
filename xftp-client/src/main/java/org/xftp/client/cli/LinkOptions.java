package org.xftp.client.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xftp.client.files.NumberedName;
import org.xftp.protocol.description.AppLink;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.WebLink;
import picocli.CommandLine.Option;

/** In which forms links are shown: text for apps and browsers, QR codes. */
final class LinkOptions {
    private static final String PAGE_VARIABLE = "XFTP_WEB_PAGE";

    @Option(names = "--web-page", paramLabel = "URL", description = "the page that web links lead to (default: XFTP_WEB_PAGE, else that of the first relay)")
    private @Nullable String webPage;

    @Option(names = "--qr", description = "draw the app link as a QR code")
    private boolean qr;

    @Option(names = "--qr-png", paramLabel = "FILE", description = "write the QR code to a new PNG file; those of further links get _1, _2 and so on")
    private @Nullable String qrPng;

    /** Whether a link must fit into a QR code. */
    boolean qr() {
        return qr || qrPng != null;
    }

    /** Finds out what is wrong with the options. */
    void check(CliContext context) throws CliException {
        Optional<String> page = page(context);
        if (page.isPresent() && !WebLink.isPage(page.get())) {
            throw CliException.usage("the web page's address must begin with https:// and have no '#'");
        }
    }

    /** The first file that is in the place of a QR code's. */
    Optional<Path> taken(CliContext context, int links) {
        if (qrPng == null) {
            return Optional.empty();
        }
        Path first = context.path(qrPng);
        return IntStream.rangeClosed(1, links).mapToObj(number -> place(first, number)).filter(Files::exists)
                .findFirst();
    }

    static CliException taken(Path file) {
        return CliException.usage("there is already a file " + file);
    }

    /** @param number of the recipient, from 1 */
    void tell(CliContext context, Report report, FileDescription description, int number, OutputOptions output)
            throws CliException {
        String app = AppLink.to(description).encode();
        String web = web(context, description);
        List<String> lines = new ArrayList<>();
        Event event = new Event("link").with("recipient", number).with("app", app).with("web", web)
                .with("redirect", description.redirect().isPresent());
        if (qr() && !(output.json() && qrPng == null)) {
            QrCode code = QrCode.of(app);
            if (qr) {
                lines.addAll(code.lines(context.colours()));
            }
            if (qrPng != null) {
                event.with("qr", write(context.path(qrPng), number, code).toString());
            }
        }
        lines.add(app);
        lines.add(web);
        report.tell(event, lines.toArray(String[]::new));
    }

    /** Writes a new file; one that has these bytes is the same command's, from before it was cut off. */
    private static Path write(Path first, int number, QrCode code) throws CliException {
        Path file = place(first, number);
        try {
            byte[] png = code.png();
            if (Files.isRegularFile(file) && Files.size(file) == png.length
                    && Arrays.equals(Files.readAllBytes(file), png)) {
                return file;
            }
            return Files.write(file, png, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw taken(file);
        } catch (IOException e) {
            throw CliException.disk("cannot write " + file);
        }
    }

    private static Path place(Path first, int number) {
        return first.resolveSibling(NumberedName.of(String.valueOf(first.getFileName()), number - 1));
    }

    /**
     * For browsers; it leads to the page named by the option or the environment, else to that of the first chunk's
     * relay, its port kept.
     */
    private String web(CliContext context, FileDescription description) {
        return new WebLink(page(context).orElseGet(() -> officialPage(description)), description).encode();
    }

    private Optional<String> page(CliContext context) {
        return Optional.ofNullable(webPage).or(() -> context.variable(PAGE_VARIABLE));
    }

    private static String officialPage(FileDescription description) {
        RelayAddress relay = description.chunks().getFirst().replicas().getFirst().relay();
        return WebLink.page(relay.hosts().getFirst(), relay.port(), WebLink.OFFICIAL_PATH);
    }
}
