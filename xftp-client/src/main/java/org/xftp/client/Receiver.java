package org.xftp.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.xftp.client.TransferListener.Phase;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.Redirect;

/** Follows a redirect, puts the file on disk, and only then tells the relays that it arrived. */
final class Receiver {
    /** No official relay takes a larger chunk (docs/PROTOCOL.md section 3.3). */
    private static final int MAX_CHUNK = 4 << 20;

    /** Most bytes of the encrypted file behind a redirect: enough for the description of a file of 1 TiB. */
    private static final long MAX_DESCRIPTION = 64L << 20;

    private final Downloader downloader;
    private final ReplicaSweep sweep;
    private final SecureRandom random;

    Receiver(Downloader downloader, ReplicaSweep sweep, SecureRandom random) {
        this.downloader = downloader;
        this.sweep = sweep;
        this.random = random;
    }

    DownloadResult receive(FileDescription description, DownloadTarget target, TransferListener listener)
            throws XftpClientException {
        if (!Files.isDirectory(target.directory())) {
            throw new XftpClientException(FailureKind.DISK, "the target directory does not exist");
        }
        FileDescription file = resolve(description, listener);
        try (PartialFile part = PartialFile.create(target.directory(), random)) {
            FileHeader header = downloader.download(file, (bytes, offset, length) -> write(part, bytes, offset, length),
                    new Progress(listener, Phase.DOWNLOADING, file.size()));
            Path path = part.publish(target.name().orElseGet(header::safeName));
            int unacknowledged = target.kept() ? 0 : acknowledgeAll(description, file, listener);
            return new DownloadResult(path, Files.size(path), unacknowledged);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The description of the file itself: what a redirect leads to, or what was given. Acknowledges nothing. */
    FileDescription resolve(FileDescription description, TransferListener listener) throws XftpClientException {
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

    private int acknowledgeAll(FileDescription description, FileDescription file, TransferListener listener)
            throws XftpClientException {
        int unacknowledged = acknowledge(file, listener);
        // Last of all: as long as the file behind it has not arrived, the link must keep working.
        return unacknowledged + (description.redirect().isPresent() ? acknowledge(description, listener) : 0);
    }

    /** How many replicas could not be acknowledged; those that are gone already need not be. */
    private int acknowledge(FileDescription description, TransferListener listener) throws XftpClientException {
        return sweep.send(description, (connection, replica) -> connection.acknowledge(replica.id(), replica.key()),
                Progress.ofReplicas(listener, Phase.ACKNOWLEDGING, description)).failed();
    }

    private static void write(PartialFile part, byte[] bytes, int offset, int length) throws XftpClientException {
        try {
            part.write(bytes, offset, length);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static XftpClientException unwritable(IOException e) {
        return e instanceof ClosedByInterruptException
                ? XftpClientException.interrupted(e)
                : new XftpClientException(FailureKind.DISK, "the received file cannot be written", e);
    }
}
