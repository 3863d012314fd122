package org.xftp.client.download;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.xftp.client.DownloadResult;
import org.xftp.client.DownloadTarget;
import org.xftp.client.FailureKind;
import org.xftp.client.MemoryTarget;
import org.xftp.client.ReceivedBytes;
import org.xftp.client.TransferListener;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.XftpClientException;
import org.xftp.client.atrest.EncryptedFile;
import org.xftp.client.journal.DownloadState;
import org.xftp.client.journal.DownloadState.Published;
import org.xftp.client.journal.Transfers;
import org.xftp.client.pool.ReplicaSweep;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.transfer.Progress;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.Redirect;

/** Follows a redirect, puts the file on disk, and only then tells the relays that it arrived. */
public final class Receiver {
    /** No official relay takes a larger chunk (docs/PROTOCOL.md section 3.3). */
    private static final int MAX_CHUNK = 4 << 20;

    /** Most bytes of the encrypted file behind a redirect: the longest description that is read, and its fill. */
    private static final long MAX_DESCRIPTION = DescriptionYaml.MAX_CHARACTERS + 2L * MAX_CHUNK;

    private final Downloader downloader;
    private final ReplicaSweep sweep;
    private final Transfers transfers;

    public Receiver(Downloader downloader, ReplicaSweep sweep, Transfers transfers) {
        this.downloader = downloader;
        this.sweep = sweep;
        this.transfers = transfers;
    }

    public DownloadResult receive(FileDescription description, DownloadTarget target, TransferListener listener)
            throws XftpClientException {
        if (!Files.isDirectory(target.directory())) {
            throw new XftpClientException(FailureKind.DISK, "the target directory does not exist");
        }
        checkUsable(description);
        Transfers.Opened<DownloadState> opened = transfers.download(description, target);
        Arrival arrival = new Arrival(opened.state(), opened.kept(), target.atRest());
        try {
            DownloadResult received = receive(arrival, target, listener);
            Transfers.removeParts(opened.state().head());
            Transfers.remove(opened.log());
            return received;
        } catch (XftpClientException e) {
            throw opened.kept() ? ended(opened, arrival, e) : e;
        } finally {
            Transfers.close(opened.log());
        }
    }

    /** Into memory; nothing is given out, or acknowledged, before it is found right. */
    public ReceivedBytes receive(FileDescription description, MemoryTarget target, TransferListener listener)
            throws XftpClientException {
        FileDescription file = resolve(description, listener);
        MemorySink sink = new MemorySink(target.maximum());
        FileHeader header = downloader.download(file, sink, new Progress(listener, Phase.DOWNLOADING, file.size()));
        int unacknowledged = target.kept() ? 0 : acknowledgeAll(description, file, false, listener);
        return new ReceivedBytes(header.safeName(), sink.toArray(), unacknowledged);
    }

    /** Keeps what can still become the file. */
    private static XftpClientException ended(Transfers.Opened<DownloadState> opened, Arrival arrival,
            XftpClientException failure) throws XftpClientException {
        // A file that has its name is there, whatever was wrong with this call: with its key the next one can end it.
        boolean over = arrival.isHopeless() || switch (failure.kind()) {
            case GONE, BLOCKED, USAGE -> !arrival.hasItsName();
            // Nothing else than unpacking finds something wrong with it then.
            case INTEGRITY -> arrival.hasItsName();
            case NETWORK, PROTOCOL, REFUSED, QUOTA, DISK, INTERRUPTED -> false;
        };
        if (!over) {
            return failure.in(opened.log().id());
        }
        Transfers.removeParts(opened.state().head());
        Transfers.remove(opened.log());
        return failure;
    }

    private DownloadResult receive(Arrival arrival, DownloadTarget target, TransferListener listener)
            throws XftpClientException {
        DownloadState state = arrival.state();
        Unpacking unpacking = new Unpacking(state);
        Optional<DownloadResult> ended = unpacking.ended();
        if (ended.isPresent()) {
            return ended.get();
        }
        FileDescription description = state.head().description();
        FileDescription file = resolveOnce(state, description, listener);
        Optional<Published> earlier = arrival.published();
        Published published = earlier.isPresent() ? earlier.get() : arrival.fetch(downloader, file, listener);
        int unacknowledged = target.kept() ? 0 : acknowledgeAll(description, file, arrival.isKept(), listener);
        long size = published.size() - (target.atRest().isPresent() ? EncryptedFile.OVERHEAD : 0);
        DownloadResult received = new DownloadResult(published.file(), size, unacknowledged);
        return target.unpacked() ? unpacking.unpack(received) : received;
    }

    private FileDescription resolveOnce(DownloadState state, FileDescription description, TransferListener listener)
            throws XftpClientException {
        if (state.resolved().isPresent()) {
            return state.resolved().get();
        }
        FileDescription file = resolve(description, listener);
        if (description.redirect().isPresent()) {
            state.resolved(file);
        }
        return file;
    }

    /** The description of the file itself: what a redirect leads to, or what was given. Acknowledges nothing. */
    public FileDescription resolve(FileDescription description, TransferListener listener) throws XftpClientException {
        checkUsable(description);
        if (description.redirect().isEmpty()) {
            return description;
        }
        if (description.size() > MAX_DESCRIPTION) {
            throw new XftpClientException(FailureKind.USAGE, "the redirect leads to something too large");
        }
        Redirect redirect = description.redirect().get();
        ByteArrayOutputStream yaml = new ByteArrayOutputStream();
        downloader.download(description, yaml::write,
                new Progress(listener, Phase.FETCHING_DESCRIPTION, description.size()));
        try {
            FileDescription inner = redirect.check(DescriptionYaml.read(yaml.toString(StandardCharsets.UTF_8)));
            checkUsable(inner);
            return inner;
        } catch (DescriptionException e) {
            throw new XftpClientException(FailureKind.INTEGRITY, "behind the redirect: " + e.getMessage(), e);
        }
    }

    private static void checkUsable(FileDescription description) throws XftpClientException {
        if (description.party() != Party.RECIPIENT) {
            throw new XftpClientException(FailureKind.USAGE, "this is the sender's description: it cannot receive");
        }
        if (description.chunks().stream().mapToInt(Chunk::size).anyMatch(size -> size > MAX_CHUNK)) {
            throw new XftpClientException(FailureKind.USAGE, "the description has chunks larger than any relay takes");
        }
    }

    /**
     * How many replicas could not be acknowledged; those that are gone already need not be.
     *
     * @param kept whether an interruption is a failure, as the same call goes on here; otherwise the file, which has
     *     arrived and may be gone from its relays, must not get lost by it
     */
    private int acknowledgeAll(FileDescription description, FileDescription file, boolean kept,
            TransferListener listener) throws XftpClientException {
        int unacknowledged = acknowledge(file, kept, listener);
        // Last of all: as long as the file behind it has not arrived, the link must keep working.
        return unacknowledged + (description.redirect().isPresent() ? acknowledge(description, kept, listener) : 0);
    }

    private int acknowledge(FileDescription description, boolean kept, TransferListener listener)
            throws XftpClientException {
        Progress progress = Progress.ofReplicas(listener, Phase.ACKNOWLEDGING, description);
        return (kept
                ? sweep.send(description, RelayConnection::acknowledge, progress)
                : sweep.sendUntilInterrupted(description, RelayConnection::acknowledge, progress)).failed();
    }
}
