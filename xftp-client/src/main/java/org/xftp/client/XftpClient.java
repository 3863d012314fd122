package org.xftp.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.download.ChunkFetcher;
import org.xftp.client.download.Downloader;
import org.xftp.client.download.Receiver;
import org.xftp.client.journal.DownloadState;
import org.xftp.client.journal.Transfers;
import org.xftp.client.journal.UploadState;
import org.xftp.client.journal.UploadedFile;
import org.xftp.client.pool.RelayHealths;
import org.xftp.client.pool.RelayPool;
import org.xftp.client.pool.ReplicaSweep;
import org.xftp.client.pool.Retrier;
import org.xftp.client.relay.ProbeOutcome;
import org.xftp.client.relay.ProbeReport;
import org.xftp.client.relay.RelayConnection;
import org.xftp.client.relay.RelayProbe;
import org.xftp.client.relay.RelaySettings;
import org.xftp.client.source.MemorySource;
import org.xftp.client.state.TransferId;
import org.xftp.client.state.TransferLog;
import org.xftp.client.transfer.ChunkMemory;
import org.xftp.client.transfer.Progress;
import org.xftp.client.transfer.Telling;
import org.xftp.client.upload.UploadLayout;
import org.xftp.client.upload.Uploader;
import org.xftp.protocol.command.ChunkSize;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.Redirect;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.transport.TransportClient;

/**
 * Sends, receives and deletes files over XFTP relays (docs/PROTOCOL.md sections 5 and 6).
 *
 * <p>Every call blocks until it is done; interrupting the thread cancels it. Several calls may run at a time and share
 * the connections. Whatever fails does so with an {@link XftpClientException}; temporary failures are retried first.
 *
 * <p>Memory: each download holds at most {@link XftpClientBuilder#window} chunks of at most 4 MiB, 32 MiB by default,
 * each upload up to twice as many, and both half as many again over long lines, however large the file is, and all
 * together what {@link XftpClientBuilder#memory} says; besides that the keys and ids of its chunks, about 300 bytes for
 * each chunk and recipient, and under 1 MiB for each connection.
 */
public final class XftpClient implements AutoCloseable {
    /** A little more than taking uploads back may take. */
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(15);

    private final Calls calls = new Calls();
    private final TransportClient transport = new TransportClient();
    private final SecureRandom random;
    private final RelayPool pool;
    private final UploadLayout layout;
    private final Retrier retrier;
    private final Uploader uploader;
    private final Receiver receiver;
    private final ReplicaSweep sweep;
    private final Transfers transfers;
    private final RelayProbe probe;

    XftpClient(XftpClientBuilder builder) {
        random = builder.random;
        RelaySettings settings = new RelaySettings(builder.timeouts, builder.clock, random, builder.proxy,
                builder.isolated);
        retrier = new Retrier(builder.retries, new RelayHealths(), random, System::nanoTime);
        probe = new RelayProbe(transport, settings, System::nanoTime);
        pool = new RelayPool(relay -> RelayConnection.connect(transport, relay, settings), builder.connectionsPerRelay,
                !builder.isolated);
        layout = new UploadLayout(builder.replicas, builder.exactRecipients);
        ChunkMemory memory = new ChunkMemory(builder.memory);
        uploader = new Uploader(pool, retrier, random, layout, builder.window, memory);
        sweep = new ReplicaSweep(pool, retrier, builder.window);
        transfers = new Transfers(builder.store, random, builder.clock, builder.note);
        receiver = new Receiver(
                new Downloader(new ChunkFetcher(pool, retrier, System::nanoTime), builder.window, memory), sweep,
                transfers);
    }

    /** Settings of the caller's choice; each has a default fit for the public network. */
    public static XftpClientBuilder builder() {
        return new XftpClientBuilder();
    }

    /**
     * Encrypts a file under a fresh key and uploads it; it is read once and nothing is written to disk. Its chunks are
     * spread over the relays at random. When this fails, chunks already uploaded are deleted as far as that works
     * within ten seconds.
     *
     * @param file a regular file; its last path element travels with it, encrypted
     * @param relays at least one, with the password where a relay wants one
     * @param recipients how many descriptions to make, 1 or more
     */
    public UploadResult upload(Path file, List<RelayAddress> relays, int recipients, TransferListener listener)
            throws XftpClientException {
        try (UploadSource source = UploadSource.ofFile(file)) {
            return upload(source, relays, recipients, listener);
        }
    }

    /** As {@link #upload(Path, List, int, TransferListener)}, of any source; it stays open. */
    public UploadResult upload(UploadSource source, List<RelayAddress> relays, int recipients,
            TransferListener listener) throws XftpClientException {
        checkUpload(relays, recipients);
        return calls.run(() -> upload(source, relays, recipients, Optional.empty(), listener));
    }

    /**
     * Uploads a recipient's description, so that a short one that leads to it fits into a link however large the file
     * is. The result's only recipient description is the short one; its sender description deletes it.
     */
    public UploadResult uploadRedirect(FileDescription description, List<RelayAddress> relays,
            TransferListener listener) throws XftpClientException {
        checkUpload(relays, 1);
        if (description.redirect().isPresent() || description.party() != Party.RECIPIENT) {
            throw new XftpClientException(FailureKind.USAGE, "a redirect leads to a recipient's description of a file");
        }
        byte[] yaml = DescriptionYaml.write(description).getBytes(StandardCharsets.UTF_8);
        MemorySource source = new MemorySource(FileHeader.named(Redirect.FILE_NAME), yaml);
        return calls.run(
                () -> upload(source, relays, 1, Optional.of(Redirect.to(description)), listener));
    }

    private UploadResult upload(UploadSource source, List<RelayAddress> relays, int recipients,
            Optional<Redirect> redirect, TransferListener listener) throws XftpClientException {
        checkLength(source.length());
        Transfers.Opened<UploadState> opened = transfers.upload(source, recipients, redirect.isPresent());
        UploadState state = opened.state();
        TransferId id = opened.log().id();
        try {
            // A finished one too: its source is compared with what was sent, and nothing is sent.
            UploadedFile file = uploader.upload(source, state, opened.kept(), relays, listener);
            return file.describe(recipients, redirect).in(Optional.of(id).filter(any -> opened.kept()));
        } catch (XftpClientException e) {
            if (state.registered().isEmpty()) {
                Transfers.remove(opened.log());
                throw e;
            }
            throw opened.kept() ? e.in(id) : e;
        } finally {
            Transfers.close(opened.log());
        }
    }

    /**
     * To be called when an upload's descriptions are in a safe place: drops its state. Until then, or until the file is
     * deleted, the same upload, made again within the 48 hours for which most relays keep files, gives the same
     * descriptions without sending anything. Uploads of equal bytes that are to differ: {@link UploadSource#distinct}.
     */
    public void release(UploadResult result) throws XftpClientException {
        if (result.transfer().isPresent()) {
            Optional<TransferLog> log = transfers.claim(result.transfer().get());
            if (log.isPresent()) {
                Transfers.remove(log.get());
            }
        }
    }

    /** The transfers that the store has and that have not come to their end, the oldest first. */
    public List<TransferInfo> transfers() throws XftpClientException {
        return transfers.list();
    }

    /** Those of which nothing can be told, as they are damaged or another version's; {@link #forget} removes them. */
    public List<TransferId> unreadableTransfers() throws XftpClientException {
        return transfers.unreadable();
    }

    /**
     * Drops a transfer: what an upload put on relays is deleted there, what a download wrote is removed; of a damaged one
     * as much as can be read.
     *
     * @return whether there was such a transfer
     * @throws XftpClientException when a relay could not be asked; the transfer is kept then, to be forgotten later
     */
    public boolean forget(TransferId id, TransferListener listener) throws XftpClientException {
        return calls.run(() -> forgetOne(id, listener));
    }

    private boolean forgetOne(TransferId id, TransferListener listener) throws XftpClientException {
        Optional<TransferLog> claimed = transfers.claim(id);
        if (claimed.isEmpty()) {
            return false;
        }
        TransferLog log = claimed.get();
        try {
            Optional<Transfers.KeptState> state = transfers.state(log);
            if (state.isPresent()) {
                switch (state.get()) {
                    case UploadState upload -> forget(upload, listener);
                    case DownloadState download -> Transfers.removeParts(download.head());
                }
            }
            Transfers.remove(log);
            return true;
        } finally {
            Transfers.close(log);
        }
    }

    private void forget(UploadState upload, TransferListener listener) throws XftpClientException {
        if (upload.digest().isPresent() && !upload.head().link()) {
            int recipients = upload.head().recipients();
            for (FileDescription linked : upload.uploaded().describe(recipients, Optional.empty()).recipients()) {
                byte[] yaml = DescriptionYaml.write(linked).getBytes(StandardCharsets.UTF_8);
                Optional<TransferId> link = transfers.find(Transfers.uploadIdentity(MemorySource.identityOf(yaml),
                        FileHeader.named(Redirect.FILE_NAME), 1));
                if (link.isPresent()) {
                    forgetOne(link.get(), listener);
                }
            }
        }
        uploader.forget(upload, listener);
    }

    /** The description must be one that this client reads. */
    private void checkLength(long length) throws XftpClientException {
        if (length < 0) {
            throw new XftpClientException(FailureKind.USAGE, "a source has 0 bytes or more");
        }
        long most = DescriptionYaml.MAX_REPLICAS / layout.replicas();
        if (length / ChunkSize.MIB_4 >= most) {
            throw new XftpClientException(FailureKind.USAGE, "the file is too large to be described: with "
                    + layout.replicas() + " of each chunk it may have " + most * ChunkSize.MIB_4 / (1 << 30) + " GiB");
        }
    }

    private void checkUpload(List<RelayAddress> relays, int recipients) throws XftpClientException {
        if (relays.isEmpty()) {
            throw new XftpClientException(FailureKind.USAGE, "no relay to send to");
        }
        long different = relays.stream().map(RelayAddress::withoutPassword).distinct().count();
        if (different < layout.replicas()) {
            throw new XftpClientException(FailureKind.USAGE, layout.replicas()
                    + " replicas need as many different relays, and there are " + different);
        }
        if (recipients < 1) {
            throw new XftpClientException(FailureKind.USAGE, "a file needs at least one recipient");
        }
    }

    /**
     * Downloads a file, following one redirect. It shows up under its name only when it is whole and its size, tag and
     * digests are found right, never over an existing file ({@code name_1.ext} and so on instead); until then it is a
     * hidden {@code .part} file in the same directory that only its owner can read. The relays are told after that, a
     * redirect's own last, unless the target keeps it there. An interruption meanwhile leaves the file in place: without a
     * store the call returns, with the thread's flag set.
     *
     * <p>A target that unpacks has that done last. When it fails the archive stays, and the failure names it
     * ({@link XftpClientException#file}); with a store the same call goes on with unpacking it, unless the archive is
     * refused (kind INTEGRITY).
     */
    public DownloadResult download(FileDescription description, DownloadTarget target, TransferListener listener)
            throws XftpClientException {
        return calls.run(() -> receiver.receive(description, target, listener));
    }

    /**
     * Downloads a file into memory, following one redirect. It is given out, and its relays are told, only when it is
     * whole and its size, tag and digests are found right. There is no download into a stream: what has gone into one
     * cannot be taken back when the last chunk turns out wrong. Large files go to disk, encrypted if need be, and are
     * read from there.
     *
     * @throws XftpClientException of kind USAGE when the file is longer than {@code target} allows; it stays on its
     *     relays
     */
    public ReceivedBytes download(FileDescription description, MemoryTarget target, TransferListener listener)
            throws XftpClientException {
        return calls.run(() -> receiver.receive(description, target, listener));
    }

    /**
     * The description that a redirect leads to, checked against it; any other description is returned as it is.
     * Acknowledges nothing, so that it can still be downloaded.
     */
    public FileDescription resolve(FileDescription description, TransferListener listener) throws XftpClientException {
        return calls.run(() -> receiver.resolve(description, listener));
    }

    /**
     * Deletes a file from its relays. What is gone already counts as that and is no failure. What the store has of its
     * upload is dropped first, as its descriptions lead nowhere then.
     *
     * @throws XftpClientException when any replica could not be decided on; the others are deleted nevertheless. Of kind
     *     USAGE when the same upload is under way, with nothing deleted
     */
    public DeleteResult delete(FileDescription description, TransferListener listener) throws XftpClientException {
        if (description.party() != Party.SENDER) {
            throw new XftpClientException(FailureKind.USAGE, "only the sender's description can delete a file");
        }
        transfers.removeFinished(description.digest());
        ReplicaSweep.Outcome outcome = calls.run(() -> sweep.send(description, RelayConnection::delete,
                Progress.ofReplicas(listener, Phase.DELETING, description)));
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return new DeleteResult(outcome.done(), outcome.gone());
    }

    /**
     * Finds out whether a relay can be used, step by step: each step once, without retries, on a connection of its own,
     * and on the first of the address' hosts that can be reached, in the order that transfers take them. A chunk of
     * 64 KiB travels there and back and is deleted, whatever fails in between; where the relay is gone for good by then
     * it stays until it expires.
     *
     * @param listener hears of each step as soon as its outcome is known; what it throws changes nothing
     * @throws XftpClientException of kind INTERRUPTED only; all failures of the relay are in the report
     */
    public ProbeReport probe(RelayAddress relay, Consumer<ProbeOutcome> listener) throws XftpClientException {
        return calls.run(() -> probe.run(relay, outcome -> Telling.tell(() -> listener.accept(outcome))));
    }

    /**
     * Ends all calls as interrupting their threads does, waits for them, 15 seconds at most, and closes all connections.
     * Uploads that are not kept are taken back meanwhile, for ten seconds at most; what is kept can go on with another
     * client. Called in a listener, or by anything else within a call, it returns at once, and the rest is done behind
     * it. Later calls fail with kind INTERRUPTED.
     */
    @Override
    public void close() {
        calls.cancel();
        retrier.close();
        if (calls.isCalling() || Telling.isTelling()) {
            Thread.ofVirtual().name("xftp-close").start(this::closeConnections);
        } else {
            closeConnections();
        }
    }

    private void closeConnections() {
        calls.await(CLOSING_LIMIT);
        pool.close();
        transport.close();
    }
}
