package org.xftp.client.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.xftp.client.FailureKind;
import org.xftp.client.TransferListener;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.XftpClientException;
import org.xftp.client.atrest.EncryptedFile;
import org.xftp.client.atrest.FileKey;
import org.xftp.client.atrest.WrongKeyException;
import org.xftp.client.files.DiskFailure;
import org.xftp.client.journal.DownloadState;
import org.xftp.client.journal.DownloadState.Prefix;
import org.xftp.client.journal.DownloadState.Published;
import org.xftp.client.journal.TransferHead;
import org.xftp.client.transfer.Progress;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;

/** A file on its way to disk, gone on with from what an earlier run left there. For one thread. */
final class Arrival {
    private final DownloadState state;
    private final boolean kept;
    private final Optional<FileKey> atRest;
    private boolean hopeless;

    /**
     * @param kept whether the partial file stays after a failure
     * @param atRest encrypts the file on disk
     */
    Arrival(DownloadState state, boolean kept, Optional<FileKey> atRest) {
        this.state = state;
        this.kept = kept;
        this.atRest = atRest;
    }

    DownloadState state() {
        return state;
    }

    /** Whether the same call, made again, goes on after a failure. */
    boolean isKept() {
        return kept;
    }

    /** Whether the bytes have turned out never to become the described file. */
    boolean isHopeless() {
        return hopeless;
    }

    /** The file, if an earlier run gave it its name: its partial file is gone then, as a whole. */
    Optional<Published> published() throws XftpClientException {
        Optional<Published> file = named();
        if (file.isPresent() && atRest.isPresent()) {
            check(file.get().file(), atRest.get());
        }
        return file;
    }

    /** Whether the file has its name, be its key ours or not. */
    boolean hasItsName() {
        return named().isPresent();
    }

    private Optional<Published> named() {
        return state.published().filter(any -> Files.notExists(state.head().partFile()) && isWhole(any));
    }

    private static void check(Path file, FileKey key) throws XftpClientException {
        try {
            EncryptedFile.check(file, key);
        } catch (WrongKeyException e) {
            throw new XftpClientException(FailureKind.USAGE,
                    "the file arrived before, and was encrypted with another key or altered since", e);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static boolean isWhole(Published file) {
        try {
            return Files.isRegularFile(file.file()) && Files.size(file.file()) == file.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** Downloads what is missing of the file and gives it its name. */
    Published fetch(Downloader downloader, FileDescription file, TransferListener listener)
            throws XftpClientException {
        TransferHead.OfDownload head = state.head();
        try (PartialFile part = PartialFile.open(head.target().directory(), head.part(), kept, atRest);
                PartReplay replay = PartReplay.of(file, part, state.prefix())) {
            Progress progress = new Progress(listener, Phase.DOWNLOADING, file.size());
            FileHeader header = downloader.download(file, new PartSink(part, replay), progress);
            Path path = part.publish(head.target().name().orElseGet(header::safeName),
                    state.published().map(Published::file),
                    (target, size) -> state.published(new Published(target, size)));
            return new Published(path, Files.size(path));
        } catch (InvalidPathException e) {
            throw new XftpClientException(FailureKind.DISK, DiskFailure.BAD_NAME, e);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static XftpClientException unwritable(IOException e) {
        return DiskFailure.of("the received file cannot be written", e);
    }

    private final class PartSink implements Downloader.Sink {
        private final PartialFile part;
        private final PartReplay replay;

        PartSink(PartialFile part, PartReplay replay) {
            this.part = part;
            this.replay = replay;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws XftpClientException {
            try {
                part.write(bytes, offset, length);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        @Override
        public void header(byte[] prefix) throws XftpClientException {
            Prefix bytes = new Prefix(prefix);
            if (!state.prefix().equals(Optional.of(bytes))) {
                state.prefix(bytes);
            }
        }

        @Override
        public boolean has(Chunk chunk, byte[] buffer) throws XftpClientException {
            try {
                return replay.next(chunk, buffer);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        @Override
        public void skip(byte[] bytes, int offset, int length) throws XftpClientException {
            try {
                part.skip(bytes, offset, length);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        @Override
        public void hopeless() {
            hopeless = true;
        }
    }
}
