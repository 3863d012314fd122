package org.xftp.client.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.client.DownloadTarget;
import org.xftp.client.FailureKind;
import org.xftp.client.TransferInfo;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.FileTree;
import org.xftp.client.files.HiddenName;
import org.xftp.client.state.DamagedTransferException;
import org.xftp.client.state.Entry;
import org.xftp.client.state.TransferId;
import org.xftp.client.state.TransferLog;
import org.xftp.client.state.TransferStore;
import org.xftp.client.state.TransferStore.Claim;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;

/** Finds the state of a transfer that was begun before, or begins a new one. */
public final class Transfers {
    /** Either kind of transfer. */
    public sealed interface KeptState permits UploadState, DownloadState {}

    /** A log in use, and whether it outlives a failure. */
    public record Opened<T>(T state, TransferLog log, boolean kept) {}

    /** What most relays keep a chunk for. */
    private static final Duration KEPT_BY_RELAYS = Duration.ofDays(2);

    private final Optional<TransferStore> store;
    private final SecureRandom random;
    private final InstantSource clock;
    private final String note;

    /**
     * Where and how transfers are kept.
     *
     * @param note the caller's own words, kept with each new transfer
     */
    public Transfers(Optional<TransferStore> store, SecureRandom random, InstantSource clock, String note) {
        this.store = store;
        this.random = random;
        this.clock = clock;
        this.note = note;
    }

    /**
     * The state of uploading {@code source}; a source that cannot be found again is kept nowhere. A finished upload whose
     * chunks are too old is forgotten, and begins anew.
     */
    public Opened<UploadState> upload(UploadSource source, int recipients, boolean link) throws XftpClientException {
        Optional<String> again = source.identity();
        Digest identity = uploadIdentity(again.orElse(""), source.header(), recipients);
        TransferHead.OfUpload fresh = new TransferHead.OfUpload(identity, clock.instant(), note, link,
                Secret.random(random), Nonce.random(random), source.header(), source.length(), source.outline(),
                recipients);
        TransferLog log = log(fresh, again.isPresent());
        List<Entry> entries = entries(log, fresh);
        Opened<UploadState> opened = opened(log, () -> {
            UploadState state = UploadState.of(head(entries, TransferHead.OfUpload.class), entries, log);
            if (!isOutdated(state)) {
                checkSame(state.head(), source);
            }
            return state;
        });
        if (isOutdated(opened.state())) {
            remove(log);
            return upload(source, recipients, link);
        }
        return opened;
    }

    private boolean isOutdated(UploadState state) {
        return state.digest().isPresent() && state.head().started().plus(KEPT_BY_RELAYS).isBefore(clock.instant());
    }

    private static void checkSame(TransferHead.OfUpload head, UploadSource source) throws XftpClientException {
        if (!head.outline().equals(source.outline())) {
            throw new XftpClientException(FailureKind.DISK,
                    "one of the files is new, gone or changed since sending them began");
        }
        if (head.length() != source.length()) {
            throw new XftpClientException(FailureKind.DISK, "the file changed since sending it began");
        }
    }

    public static Digest uploadIdentity(String source, FileHeader header, int recipients) {
        return EntryText.identity("upload", source, header.name(), Integer.toString(recipients));
    }

    public Opened<DownloadState> download(FileDescription description, DownloadTarget target)
            throws XftpClientException {
        Path directory = target.directory().toAbsolutePath().normalize();
        Digest identity = EntryText.identity("download", DescriptionYaml.write(description), directory.toString(),
                target.name().orElse("") + (target.atRest().isPresent() ? "/encrypted" : ""));
        // Without the key: the state never holds it.
        DownloadTarget absolute = new DownloadTarget(directory, target.name(), target.kept());
        TransferHead fresh = new TransferHead.OfDownload(identity, clock.instant(), note, description, absolute,
                HiddenName.random(random, ".part"));
        TransferLog log = log(fresh, true);
        List<Entry> entries = entries(log, fresh);
        return opened(log,
                () -> DownloadState.of(head(entries, TransferHead.OfDownload.class), entries, log));
    }

    private interface Reading<T> {
        T run() throws XftpClientException;
    }

    private <T> Opened<T> opened(TransferLog log, Reading<T> reading) throws XftpClientException {
        try {
            return new Opened<>(reading.run(), log, !(log instanceof NoLog));
        } catch (XftpClientException e) {
            close(log);
            throw log instanceof NoLog ? e : e.in(log.id());
        }
    }

    private TransferLog log(TransferHead fresh, boolean findable) throws XftpClientException {
        if (store.isEmpty() || !findable) {
            return new NoLog();
        }
        try {
            return switch (store.get().claim(
                    entry -> TransferHead.decode(entry).filter(head -> head.identity().equals(fresh.identity()))
                            .isPresent(),
                    TransferHead.encode(fresh))) {
                case Claim.Claimed(TransferLog log) -> log;
                case Claim.Busy(TransferId id) -> throw underWay().in(id);
            };
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
    }

    private static XftpClientException underWay() {
        return new XftpClientException(FailureKind.USAGE, "this transfer is under way already");
    }

    private static List<Entry> entries(TransferLog log, TransferHead fresh) throws XftpClientException {
        if (log instanceof NoLog) {
            return List.of(TransferHead.encode(fresh));
        }
        try {
            return log.entries();
        } catch (DamagedTransferException e) {
            close(log);
            throw StateFailure.damaged(e).in(log.id());
        } catch (IOException e) {
            close(log);
            throw StateFailure.unusable(e);
        }
    }

    private static <T extends TransferHead> T head(List<Entry> entries, Class<T> type) throws XftpClientException {
        return entries.stream().findFirst().flatMap(TransferHead::decode).filter(type::isInstance).map(type::cast)
                .orElseThrow(() -> StateFailure.damaged(null));
    }

    /** All transfers but those of links, which belong to another. States of other versions are left out. */
    public List<TransferInfo> list() throws XftpClientException {
        List<TransferInfo> found = new ArrayList<>();
        try {
            for (TransferId id : store.isEmpty() ? List.<TransferId>of() : store.get().list()) {
                List<Entry> entries = store.get().read(id);
                Optional<TransferHead> head = entries.stream().findFirst().flatMap(TransferHead::decode);
                if (head.isPresent() && !(head.get() instanceof TransferHead.OfUpload upload && upload.link())) {
                    found.add(info(id, head.get(), entries));
                }
            }
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
        return found;
    }

    /** Those of which not even the beginning can be read, or another version of this program began them. */
    public List<TransferId> unreadable() throws XftpClientException {
        List<TransferId> found = new ArrayList<>();
        try {
            for (TransferId id : store.isEmpty() ? List.<TransferId>of() : store.get().list()) {
                if (store.get().read(id).stream().findFirst().flatMap(TransferHead::decode).isEmpty()) {
                    found.add(id);
                }
            }
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
        return found;
    }

    private static TransferInfo info(TransferId id, TransferHead head, List<Entry> entries)
            throws XftpClientException {
        return switch (head) {
            case TransferHead.OfUpload upload -> TransferSummary.of(id, UploadState.of(upload, entries, new NoLog()));
            case TransferHead.OfDownload download ->
                TransferSummary.of(id, DownloadState.of(download, entries, new NoLog()));
        };
    }

    /** Claims an unfinished transfer, to be forgotten. */
    public Optional<TransferLog> claim(TransferId id) throws XftpClientException {
        try {
            Optional<Claim> claim = store.isEmpty() ? Optional.empty() : store.get().claim(id);
            if (claim.isEmpty()) {
                return Optional.empty();
            }
            return switch (claim.get()) {
                case Claim.Claimed(TransferLog log) -> Optional.of(log);
                case Claim.Busy any -> throw underWay();
            };
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
    }

    /** What a claimed transfer's entries say, as far as they can be read; empty when not even the first can. */
    public Optional<KeptState> state(TransferLog log) throws XftpClientException {
        try {
            List<Entry> entries = store.orElseThrow().read(log.id());
            Optional<TransferHead> head = entries.stream().findFirst().flatMap(TransferHead::decode);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(switch (head.get()) {
                case TransferHead.OfUpload upload -> UploadState.of(upload, entries, log);
                case TransferHead.OfDownload download -> DownloadState.of(download, entries, log);
            });
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
    }

    /** The transfer with that identity, if there is one. */
    public Optional<TransferId> find(Digest identity) throws XftpClientException {
        try {
            for (TransferId id : store.isEmpty() ? List.<TransferId>of() : store.get().list()) {
                if (store.get().read(id).stream().findFirst().flatMap(TransferHead::decode)
                        .filter(head -> head.identity().equals(identity)).isPresent()) {
                    return Optional.of(id);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
    }

    /** Drops the upload of that encrypted file if it is finished. */
    public void removeFinished(FileDigest file) throws XftpClientException {
        Entry finished = UploadEntry.encode(new UploadEntry.Finished(file));
        try {
            for (TransferId id : store.isEmpty() ? List.<TransferId>of() : store.get().list()) {
                Optional<TransferLog> log = store.get().read(id).contains(finished) ? claim(id) : Optional.empty();
                if (log.isPresent()) {
                    remove(log.get());
                }
            }
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
    }

    public static void close(TransferLog log) throws XftpClientException {
        try {
            log.close();
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
    }

    public static void remove(TransferLog log) throws XftpClientException {
        try {
            log.remove();
        } catch (IOException e) {
            throw StateFailure.unusable(e);
        }
    }

    /** What a download left in its directory without its name. */
    public static void removeParts(TransferHead.OfDownload head) throws XftpClientException {
        try {
            Files.deleteIfExists(head.partFile());
            FileTree.remove(head.unpacking());
        } catch (IOException e) {
            throw new XftpClientException(FailureKind.DISK, "the partial file cannot be removed", e);
        }
    }

    /** Nothing is kept. */
    private static final class NoLog implements TransferLog {
        private static final TransferId ID = new TransferId("0".repeat(16));

        @Override
        public TransferId id() {
            return ID;
        }

        @Override
        public List<Entry> entries() {
            return List.of();
        }

        @Override
        public void append(Entry entry) {
            // Not kept.
        }

        @Override
        public void remove() {
            // Nothing is there.
        }

        @Override
        public void close() {
            // Nothing is there.
        }
    }
}
