package org.xftp.client.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.xftp.client.DownloadResult;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.archive.ArchiveLimits;
import org.xftp.client.archive.ReceivedArchive;
import org.xftp.client.archive.ReceivedArchive.Contents;
import org.xftp.client.files.FileTree;
import org.xftp.client.journal.DownloadState;
import org.xftp.client.journal.DownloadState.Published;

/**
 * A received archive becomes what is in it. The state hears of the name before anything gets it, and the archive goes
 * when everything has it: whenever this is cut off, either the archive is there to be unpacked again, or its contents
 * are.
 */
final class Unpacking {
    private final DownloadState state;

    Unpacking(DownloadState state) {
        this.state = state;
    }

    /** The result, if an earlier run had unpacked everything; the archive is gone then. */
    Optional<DownloadResult> ended() throws XftpClientException {
        Optional<Published> archive = state.published();
        Optional<Contents> contents = state.unpacked();
        if (archive.isEmpty() || contents.isEmpty() || !isThere(contents.get())) {
            return Optional.empty();
        }
        return Optional.of(removed(new DownloadResult(archive.get().file(), archive.get().size(), 0), contents.get()));
    }

    /** Nothing is moved to an announced name before all of it is unpacked; an empty name may be only reserved. */
    private boolean isThere(Contents contents) throws XftpClientException {
        try {
            return FileTree.isEmpty(state.head().unpacking()) && !FileTree.isEmpty(contents.path());
        } catch (IOException e) {
            throw new XftpClientException(FailureKind.DISK, "what was unpacked cannot be read", e);
        }
    }

    /** Unpacks what was received if it is a ZIP archive, and removes it; leaves it as it is otherwise. */
    DownloadResult unpack(DownloadResult received) throws XftpClientException {
        ReceivedArchive archive = new ReceivedArchive(received.file());
        try {
            if (!archive.isArchive()) {
                return received;
            }
            Contents contents = archive.extract(ArchiveLimits.forArchive(received.size()),
                    String.valueOf(state.head().unpacking().getFileName()), state.unpacked(), state::unpacked);
            return removed(received, contents);
        } catch (XftpClientException e) {
            throw e.after(received.file());
        }
    }

    private static DownloadResult removed(DownloadResult received, Contents contents) throws XftpClientException {
        Path archive = received.file();
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            throw new XftpClientException(FailureKind.DISK, "the archive is unpacked but cannot be removed", e)
                    .after(archive);
        }
        return new DownloadResult(archive, received.size(), received.unacknowledged(), Optional.of(contents));
    }
}
