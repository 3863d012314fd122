package org.xftp.client.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.client.source.FileSource;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.SafeFileName;

/**
 * Uploads files and directories as one ZIP archive that is never on disk: its length is known from the files' lengths,
 * and it is made while it is read. The same unchanged files give the same bytes, so that an upload that was cut off goes
 * on with them. Nothing is compressed. It is read in order by one call at a time; each begins anew.
 */
public final class ArchiveSource implements UploadSource {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final FileHeader header;
    private final String identity;
    private final ArchiveListing listing;
    private final int[] checksums;
    private final long[] offsets;
    private final long directory;
    private final long length;
    private final CRC32 checksum = new CRC32();
    private ByteBuffer pending = NOTHING;
    private @Nullable FileSource file;
    private long filePosition;
    private int blockLeft;
    private int started;
    private int listed;
    private boolean ended;
    private long position;

    private ArchiveSource(String name, String identity, ArchiveListing listing) {
        this.identity = identity;
        header = FileHeader.named(SafeFileName.of(name));
        this.listing = listing;
        int count = listing.members().size();
        checksums = new int[count];
        offsets = new long[count];
        long at = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = at;
            at += ZipRecords.length(listing.members().get(i));
        }
        directory = at;
        for (int i = 0; i < count; i++) {
            at += ZipRecords.centralLength(listing.members().get(i), offsets[i]);
        }
        length = at + ZipRecords.endLength(count, directory, at - directory);
    }

    /**
     * Looks at all the files, and reads none yet.
     *
     * @param name of the archive, made safe; should end in {@code .zip}
     * @param paths regular files and directories, each with all below it; their last names are those in the archive
     * @throws XftpClientException of kind DISK when one cannot be read, USAGE when two have the same name, or there are
     *     more than a million files
     */
    public static ArchiveSource of(String name, List<Path> paths) throws XftpClientException {
        String identity = paths.stream().map(path -> path.toAbsolutePath().normalize().toString()).sorted()
                .collect(Collectors.joining("\0", "archive ", ""));
        return new ArchiveSource(name, identity, ArchiveListing.of(paths));
    }

    /** How many symbolic links and special files below the directories are not in the archive. */
    public int leftOut() {
        return listing.leftOut();
    }

    @Override
    public FileHeader header() {
        return header;
    }

    /** Absolute paths: whoever names the same files again, in whatever order, sends the same archive. */
    @Override
    public Optional<String> identity() {
        return Optional.of(identity);
    }

    @Override
    public Optional<Digest> outline() {
        return Optional.of(listing.outline());
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long from, byte[] target, int offset, int count) throws XftpClientException {
        if (from == 0) {
            beginAnew();
        }
        if (from != position) {
            throw new IllegalStateException("an archive is read in order");
        }
        // Should it fail half-way, only the beginning can be read again.
        position = -1;
        int at = offset;
        while (at < offset + count) {
            at += readSome(target, at, offset + count - at);
        }
        position = from + count;
    }

    private void beginAnew() {
        close();
        file = null;
        pending = NOTHING;
        blockLeft = 0;
        started = 0;
        listed = 0;
        ended = false;
        position = 0;
    }

    private int readSome(byte[] target, int offset, int room) throws XftpClientException {
        if (pending.hasRemaining()) {
            int count = Math.min(room, pending.remaining());
            pending.get(target, offset, count);
            return count;
        }
        if (file != null && blockLeft > 0) {
            int count = Math.min(room, blockLeft);
            file.read(filePosition, target, offset, count);
            checksum.update(target, offset, count);
            filePosition += count;
            blockLeft -= count;
            return count;
        }
        pending = next();
        return 0;
    }

    /** The next record. */
    private ByteBuffer next() throws XftpClientException {
        List<ArchiveMember> members = listing.members();
        if (file != null) {
            return filePosition < file.length() ? block(file.length() - filePosition) : finish(file);
        }
        if (started < members.size()) {
            ArchiveMember member = members.get(started++);
            if (!member.isDirectory()) {
                open(member);
            }
            return ZipRecords.local(member);
        }
        if (listed < members.size()) {
            ArchiveMember member = members.get(listed);
            return ZipRecords.central(member, checksums[listed], offsets[listed++]);
        }
        ended = true;
        long directoryLength = length - directory - ZipRecords.endLength(members.size(), directory,
                length - directory);
        return ZipRecords.end(members.size(), directory, directoryLength);
    }

    /** Of an empty one it is only seen that it is. */
    private void open(ArchiveMember member) throws XftpClientException {
        FileSource opened = openUnchanged(member);
        if (member.size() == 0) {
            opened.close();
            return;
        }
        file = opened;
        filePosition = 0;
        checksum.reset();
    }

    /** The header of a stored block (RFC 1951 section 3.2.4). */
    private ByteBuffer block(long left) {
        blockLeft = (int) Math.min(left, ArchiveMember.BLOCK);
        return ByteBuffer.allocate(ArchiveMember.BLOCK_HEADER).order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (blockLeft == left ? 1 : 0)).putShort((short) blockLeft).putShort((short) ~blockLeft)
                .flip();
    }

    private ByteBuffer finish(FileSource read) throws XftpClientException {
        read.checkUnchanged();
        read.close();
        file = null;
        checksums[started - 1] = (int) checksum.getValue();
        return ZipRecords.descriptor(listing.members().get(started - 1), checksums[started - 1]);
    }

    private static FileSource openUnchanged(ArchiveMember member) throws XftpClientException {
        FileSource source = FileSource.open(member.path());
        if (!source.isAsOf(member.size(), member.modified())) {
            source.close();
            throw FileSource.changed();
        }
        return source;
    }

    /** Each file was looked at again when its last byte had been read. */
    @Override
    public void checkUnchanged() {
        if (!ended) {
            throw new IllegalStateException("the archive was not read to its end");
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
