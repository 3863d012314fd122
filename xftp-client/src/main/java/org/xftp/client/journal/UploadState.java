package org.xftp.client.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xftp.client.XftpClientException;
import org.xftp.client.state.Entry;
import org.xftp.client.state.TransferLog;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.wire.WireException;

/**
 * An upload as far as it has come, in memory and in its log. Each entry is kept for good before the call for it returns:
 * what the uploader does next may be cut off at any point. For several threads.
 */
public final class UploadState implements Transfers.KeptState {
    /**
     * A chunk that is registered.
     *
     * @param stored the relay has confirmed its bytes; otherwise they may or may not have arrived
     */
    public record Known(UploadedChunk chunk, boolean stored) {}

    private final TransferHead.OfUpload head;
    private final TransferLog log;
    private final Map<Integer, List<Known>> chunks = new TreeMap<>();
    private Optional<FileDigest> digest = Optional.empty();

    private UploadState(TransferHead.OfUpload head, TransferLog log) {
        this.head = head;
        this.log = log;
    }

    /** @param entries of the log, the head first */
    static UploadState of(TransferHead.OfUpload head, List<Entry> entries, TransferLog log) throws XftpClientException {
        UploadState state = new UploadState(head, log);
        try {
            entries.stream().skip(1).map(UploadEntry::decode).forEach(state::apply);
        } catch (WireException | IllegalArgumentException e) {
            throw StateFailure.damaged(e);
        }
        return state;
    }

    private synchronized void apply(UploadEntry entry) {
        switch (entry) {
            case UploadEntry.Registered(int number, UploadedChunk chunk) ->
                chunks.computeIfAbsent(number, key -> new ArrayList<>()).add(new Known(chunk, false));
            case UploadEntry.Stored(int number, EntityId sender) ->
                chunks.getOrDefault(number, new ArrayList<>()).replaceAll(known -> {
                    boolean stored = known.stored() || known.chunk().sender().id().equals(sender);
                    return new Known(known.chunk(), stored);
                });
            case UploadEntry.Finished(FileDigest all) -> digest = Optional.of(all);
        }
    }

    private void add(UploadEntry entry) throws XftpClientException {
        try {
            log.append(UploadEntry.encode(entry));
        } catch (IOException e) {
            throw StateFailure.unwritable(e);
        }
        apply(entry);
    }

    public TransferHead.OfUpload head() {
        return head;
    }

    /** The SHA-512 of the encrypted file, once every chunk is stored. */
    public synchronized Optional<FileDigest> digest() {
        return digest;
    }

    /** Everything that relays were told of, stored or not. */
    public synchronized List<UploadedChunk> registered() {
        return chunks.values().stream().flatMap(List::stream).map(Known::chunk).toList();
    }

    /** For each chunk, in order, what is stored of it. */
    synchronized List<List<UploadedChunk>> stored() {
        return chunks.values().stream()
                .map(all -> all.stream().filter(Known::stored).map(Known::chunk).toList())
                .filter(all -> !all.isEmpty()).toList();
    }

    /** The file, when it is finished. */
    public synchronized UploadedFile uploaded() {
        FileDigest all = digest.orElseThrow(() -> new IllegalStateException("the upload is not finished"));
        return new UploadedFile(all, head.key(), head.nonce(), stored());
    }

    /** Bytes that are stored, each chunk counted once. */
    public long storedBytes() {
        return stored().stream().flatMap(all -> all.stream().limit(1)).mapToLong(UploadedChunk::size).sum();
    }

    /** Registrations of the chunk with that number, counted from 0, in the order in which they were made. */
    public synchronized List<Known> known(int number) {
        return List.copyOf(chunks.getOrDefault(number, List.of()));
    }

    /** To be called before the first byte of the chunk is sent to the relay. */
    public void registered(int number, UploadedChunk chunk) throws XftpClientException {
        add(new UploadEntry.Registered(number, chunk));
    }

    /** The relay has confirmed the chunk. */
    public void stored(int number, UploadedChunk chunk) throws XftpClientException {
        add(new UploadEntry.Stored(number, chunk.sender().id()));
    }

    /** Every chunk is stored; the digest of the whole encrypted file. */
    public void finished(FileDigest all) throws XftpClientException {
        if (!digest().equals(Optional.of(all))) {
            add(new UploadEntry.Finished(all));
        }
    }
}
