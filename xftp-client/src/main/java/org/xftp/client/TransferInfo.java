package org.xftp.client;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.EncryptedLayout;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.wire.ByteReader;

/**
 * A transfer that has not come to its end.
 *
 * @param name of the file, as far as known
 * @param done bytes that need not be transferred again; in a download a last look at them is still to be taken
 * @param total bytes of the encrypted file
 * @param started to the second
 * @param relays that have a part of it, without passwords
 * @param description what is downloaded, as it was given
 * @param note what {@link XftpClient.Builder#note} said when it began
 */
public record TransferInfo(TransferId id, Direction direction, Optional<String> name, long done, long total,
        Instant started, List<RelayAddress> relays, Optional<FileDescription> description, String note) {
    /** Which way the bytes go. */
    public enum Direction {
        UPLOAD, DOWNLOAD
    }

    public TransferInfo {
        relays = List.copyOf(relays);
    }

    static TransferInfo of(TransferId id, UploadState state) {
        TransferHead.OfUpload head = state.head();
        List<RelayAddress> relays = state.registered().stream().map(UploadedChunk::relay).distinct().toList();
        return new TransferInfo(id, Direction.UPLOAD, Optional.of(head.header().name()), state.storedBytes(),
                EncryptedLayout.of(head.header(), head.length()).encryptedSize(), head.started(), relays,
                Optional.empty(), head.note());
    }

    static TransferInfo of(TransferId id, DownloadState state) {
        TransferHead.OfDownload head = state.head();
        FileDescription file = state.resolved().orElse(head.description());
        long total = file.redirect().map(redirect -> redirect.size()).orElse(file.size());
        long done = state.published().isPresent() ? total : Math.min(total, partSize(head));
        Optional<String> name = head.target().name().or(() -> state.prefix().map(TransferInfo::name));
        Stream<RelayAddress> relays = file.chunks().stream().flatMap(chunk -> chunk.replicas().stream())
                .map(replica -> replica.relay());
        return new TransferInfo(id, Direction.DOWNLOAD, name, done, total, head.started(),
                relays.distinct().toList(), Optional.of(head.description()), head.note());
    }

    private static String name(DownloadState.Prefix prefix) {
        ByteReader reader = new ByteReader(prefix.toArray());
        reader.bytes(EncryptedLayout.LENGTH_BYTES);
        return FileHeader.decode(reader).safeName();
    }

    private static long partSize(TransferHead.OfDownload head) {
        try {
            return Files.size(head.target().directory().resolve(head.part()));
        } catch (IOException e) {
            // Not begun, or taken away.
            return 0;
        }
    }

    /** Without the name, the description and the note. */
    @Override
    public String toString() {
        return "TransferInfo[" + id + ", " + direction + ", " + done + " of " + total + " bytes]";
    }
}
