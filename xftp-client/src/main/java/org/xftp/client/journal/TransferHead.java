package org.xftp.client.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.xftp.client.DownloadTarget;
import org.xftp.client.state.Entry;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/** The first entry of a transfer's state: what it is, fixed when it begins. */
public sealed interface TransferHead {
    /** Equal for transfers that are the same one. */
    Digest identity();

    Instant started();

    /** The caller's own words. */
    String note();

    /**
     * An upload.
     *
     * @param link it carries the description of another upload, for a link
     * @param length bytes of the file
     * @param outline the source's, see {@link UploadSource#outline}
     */
    record OfUpload(Digest identity, Instant started, String note, boolean link, Secret key, Nonce nonce,
            FileHeader header, long length, Optional<Digest> outline, int recipients) implements TransferHead {}

    /**
     * A download.
     *
     * @param part name of the partial file in the target's directory
     */
    record OfDownload(Digest identity, Instant started, String note, FileDescription description,
            DownloadTarget target, String part) implements TransferHead {
        /** The partial file. */
        public Path partFile() {
            return target.directory().resolve(part);
        }

        /** The directory in which an archive lies until all of it is unpacked. */
        public Path unpacking() {
            return target.directory().resolve(part.replaceFirst("\\.part$", "") + ".unpack");
        }
    }

    /** Changes with the form of any entry: a state of another version is left alone. */
    int VERSION = 2;

    static Entry encode(TransferHead head) {
        ByteWriter writer = new ByteWriter().u8(VERSION).u8(head instanceof OfUpload ? 'U' : 'D')
                .bytes(head.identity()).i64(head.started().getEpochSecond());
        EntryText.write(writer, head.note());
        switch (head) {
            case OfUpload upload -> {
                writer.u8(upload.link ? 1 : 0).bytes(upload.key.toArray()).bytes(upload.nonce)
                        .bytes(upload.header.encode()).i64(upload.length)
                        .maybe(upload.outline, ByteWriter::bytes).u32(upload.recipients);
            }
            case OfDownload download -> {
                EntryText.write(writer, DescriptionYaml.write(download.description));
                EntryText.write(writer, download.target.directory().toString());
                writer.u8(download.target.kept() ? 1 : 0).maybe(download.target.name(), EntryText::write);
                EntryText.write(writer, download.part);
            }
        }
        return Entry.of(writer.toArray());
    }

    /** Empty for a head of another version of this program, or one that is damaged. */
    static Optional<TransferHead> decode(Entry entry) {
        try {
            ByteReader reader = new ByteReader(entry.toArray());
            if (reader.u8() != VERSION) {
                return Optional.empty();
            }
            int kind = reader.u8();
            Digest identity = Digest.of(reader.bytes(Digest.LENGTH));
            Instant started = Instant.ofEpochSecond(reader.i64());
            String note = EntryText.read(reader);
            return switch (kind) {
                case 'U' -> Optional.of(upload(identity, started, note, reader));
                case 'D' -> Optional.of(download(identity, started, note, reader));
                default -> Optional.empty();
            };
        } catch (WireException | DescriptionException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static TransferHead upload(Digest identity, Instant started, String note, ByteReader reader) {
        boolean link = reader.u8() == 1;
        Secret key = Secret.of(reader.bytes(Secret.LENGTH));
        Nonce nonce = Nonce.of(reader.bytes(Nonce.LENGTH));
        FileHeader header = FileHeader.decode(reader);
        long length = reader.i64();
        Optional<Digest> outline = reader.maybe(from -> Digest.of(from.bytes(Digest.LENGTH)));
        return new OfUpload(identity, started, note, link, key, nonce, header, length, outline, (int) reader.u32());
    }

    private static TransferHead download(Digest identity, Instant started, String note, ByteReader reader)
            throws DescriptionException {
        FileDescription description = DescriptionYaml.read(EntryText.read(reader));
        Path directory = Path.of(EntryText.read(reader));
        boolean kept = reader.u8() == 1;
        DownloadTarget target = new DownloadTarget(directory, reader.maybe(EntryText::read), kept);
        return new OfDownload(identity, started, note, description, target, EntryText.read(reader));
    }
}
