package org.xftp.client.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xftp.client.TransferInfo;
import org.xftp.client.TransferInfo.Direction;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.EncryptedLayout;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.wire.ByteReader;

/** What a transfer's state says of how far it has come. */
final class TransferSummary {
    private TransferSummary() {}

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
        Optional<String> name = head.target().name().or(() -> state.prefix().map(TransferSummary::name));
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
            return Files.size(head.partFile());
        } catch (IOException e) {
            // Not begun, or taken away.
            return 0;
        }
    }
}
