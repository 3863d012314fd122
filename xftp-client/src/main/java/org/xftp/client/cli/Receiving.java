package org.xftp.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import org.xftp.client.DownloadResult;
import org.xftp.client.archive.ReceivedArchive.Contents;

/** What becomes of a file that has arrived whole. */
final class Receiving {
    private final CliContext context;
    private final Report report;

    Receiving(CliContext context, Report report) {
        this.context = context;
        this.report = report;
    }

    /**
     * Tells where the file is, or what was in it.
     *
     * @param kept whether it stays on its relays
     * @param unpacking whether an archive was to be unpacked
     */
    void tell(DownloadResult received, boolean kept, boolean unpacking) {
        warnOfUnacknowledged(received);
        if (received.unpacked().isPresent()) {
            Contents contents = received.unpacked().get();
            report.tell(new Event("extracted").with("path", contents.path().toString()).with("files",
                    contents.files()), contents.path().toString());
            return;
        }
        report.tell(new Event("received").with("file", received.file().toString()).with("size", received.size())
                .with("kept", kept), received.file().toString());
        if (unpacking) {
            report.warn("the file is no ZIP archive: it is kept as it is");
        }
    }

    private void warnOfUnacknowledged(DownloadResult received) {
        if (received.unacknowledged() > 0) {
            report.warn(received.unacknowledged()
                    + " chunks could not be acknowledged; they stay on their relays until they expire");
        }
    }

    /**
     * Writes the file to standard output and removes it; when that fails it is kept. On a terminal control characters
     * are replaced: they could do anything there.
     */
    void print(DownloadResult received) throws CliException {
        warnOfUnacknowledged(received);
        report.pause();
        try (InputStream in = Files.newInputStream(received.file())) {
            if (context.terminals().out()) {
                copyHarmless(in);
            } else {
                in.transferTo(context.out());
            }
            context.out().flush();
        } catch (IOException e) {
            throw notPrinted(received);
        }
        if (context.out().checkError()) {
            throw notPrinted(received);
        }
        try {
            Files.delete(received.file());
        } catch (IOException e) {
            throw CliException.disk("cannot remove the temporary file " + received.file());
        }
    }

    private static CliException notPrinted(DownloadResult received) {
        return CliException.disk("cannot write to standard output; the file is kept as " + received.file());
    }

    private void copyHarmless(InputStream in) throws IOException {
        OutputStream out = context.out();
        byte[] piece = new byte[1 << 16];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            for (int i = 0; i < count; i++) {
                boolean control = piece[i] >= 0 && piece[i] < ' ' && piece[i] != '\n' && piece[i] != '\t';
                if (control || piece[i] == 0x7f) {
                    piece[i] = '?';
                }
            }
            out.write(piece, 0, count);
        }
    }
}
