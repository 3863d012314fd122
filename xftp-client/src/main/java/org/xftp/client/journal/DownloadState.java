package org.xftp.client.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xftp.client.XftpClientException;
import org.xftp.client.archive.ReceivedArchive.Contents;
import org.xftp.client.state.Entry;
import org.xftp.client.state.TransferLog;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteString;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * A download as far as it has come, besides the bytes themselves, which are in the partial file. How many of those are
 * good is not noted: their digests tell. For one thread.
 */
public final class DownloadState implements Transfers.KeptState {
    /** The file has its name. */
    public record Published(Path file, long size) {}

    /** The bytes in front of the file within its encrypted form: length and header, exactly as the sender wrote them. */
    public static final class Prefix extends ByteString {
        public Prefix(byte[] bytes) {
            super(bytes);
        }
    }

    private final TransferHead.OfDownload head;
    private final TransferLog log;
    private Optional<FileDescription> resolved = Optional.empty();
    private Optional<Prefix> prefix = Optional.empty();
    private Optional<Published> published = Optional.empty();
    private Optional<Contents> unpacked = Optional.empty();

    private DownloadState(TransferHead.OfDownload head, TransferLog log) {
        this.head = head;
        this.log = log;
    }

    /** @param entries of the log, the head first */
    static DownloadState of(TransferHead.OfDownload head, List<Entry> entries, TransferLog log)
            throws XftpClientException {
        DownloadState state = new DownloadState(head, log);
        try {
            for (Entry entry : entries.subList(1, entries.size())) {
                state.apply(new ByteReader(entry.toArray()));
            }
        } catch (WireException | DescriptionException | IllegalArgumentException e) {
            throw StateFailure.damaged(e);
        }
        return state;
    }

    private void apply(ByteReader reader) throws DescriptionException {
        switch (reader.u8()) {
            case 'I' -> resolved = Optional.of(DescriptionYaml.read(EntryText.read(reader)));
            case 'H' -> prefix = Optional.of(new Prefix(reader.tail()));
            case 'P' -> published = Optional.of(new Published(Path.of(EntryText.read(reader)), reader.i64()));
            case 'X' -> unpacked = Optional.of(new Contents(Path.of(EntryText.read(reader)), (int) reader.u32()));
            default -> throw new WireException(0, "no entry of a download");
        }
    }

    private void append(ByteWriter entry) throws XftpClientException {
        try {
            log.append(Entry.of(entry.toArray()));
        } catch (IOException e) {
            throw StateFailure.unwritable(e);
        }
    }

    public TransferHead.OfDownload head() {
        return head;
    }

    /** The description behind a redirect, when it was fetched. */
    public Optional<FileDescription> resolved() {
        return resolved;
    }

    public void resolved(FileDescription inner) throws XftpClientException {
        ByteWriter entry = new ByteWriter().u8('I');
        EntryText.write(entry, DescriptionYaml.write(inner));
        append(entry);
        resolved = Optional.of(inner);
    }

    public Optional<Prefix> prefix() {
        return prefix;
    }

    public void prefix(Prefix bytes) throws XftpClientException {
        append(new ByteWriter().u8('H').bytes(bytes));
        prefix = Optional.of(bytes);
    }

    /** The name that the file has or was about to get. */
    public Optional<Published> published() {
        return published;
    }

    public void published(Published file) throws XftpClientException {
        ByteWriter entry = new ByteWriter().u8('P');
        EntryText.write(entry, file.file().toString());
        append(entry.i64(file.size()));
        published = Optional.of(file);
    }

    /** What the archive was unpacked to, or is about to be. */
    public Optional<Contents> unpacked() {
        return unpacked;
    }

    public void unpacked(Contents contents) throws XftpClientException {
        ByteWriter entry = new ByteWriter().u8('X');
        EntryText.write(entry, contents.path().toString());
        append(entry.u32(contents.files()));
        unpacked = Optional.of(contents);
    }
}
