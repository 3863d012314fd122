package org.xftp.client.download;

import java.io.IOException;
import java.util.Optional;
import org.xftp.client.journal.DownloadState.Prefix;
import org.xftp.client.transfer.Hashes;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.EncryptedLayout;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.wire.ByteReader;

/**
 * Makes the first chunks of a file again from what an earlier run wrote of it: a cipher's and a digest's state cannot be
 * kept, but encrypting the bytes once more gives exactly the chunks that came from the relays. A chunk counts only when
 * its digest is the described one, so that a partial file that is torn or altered is good up to there and no further.
 * Chunks with fill in them are not made again: fill is the sender's choice.
 */
final class PartReplay implements AutoCloseable {
    private final PartialFile part;
    private final byte[] prefix;
    private final long end;
    private final SecretBox box;
    private long position;

    private PartReplay(PartialFile part, byte[] prefix, long end, SecretBox box) {
        this.part = part;
        this.prefix = prefix;
        this.end = end;
        this.box = box;
    }

    /** @param prefix what stands before the file's bytes, if that ever arrived */
    static PartReplay of(FileDescription description, PartialFile part, Optional<Prefix> prefix) throws IOException {
        SecretBox box = SecretBox.encrypting(description.key(), description.nonce());
        byte[] before = prefix.map(Prefix::toArray).orElseGet(() -> new byte[0]);
        if (before.length < EncryptedLayout.LENGTH_BYTES) {
            return new PartReplay(part, before, 0, box);
        }
        long fileEnd = EncryptedLayout.LENGTH_BYTES + new ByteReader(before).i64();
        return new PartReplay(part, before, Math.min(fileEnd, before.length + part.size()), box);
    }

    /** Whether {@code buffer} now begins with the next chunk; after the first no there is no other yes. */
    boolean next(Chunk chunk, byte[] buffer) throws IOException {
        int size = chunk.size();
        if (position + size > end) {
            end();
            return false;
        }
        int fromPrefix = Math.clamp(prefix.length - position, 0, size);
        System.arraycopy(prefix, (int) Math.min(position, prefix.length), buffer, 0, fromPrefix);
        part.read(position + fromPrefix - prefix.length, buffer, fromPrefix, size - fromPrefix);
        box.update(buffer, 0, size);
        position += size;
        if (Hashes.sha256(buffer, size).equals(chunk.digest())) {
            return true;
        }
        end();
        return false;
    }

    private void end() {
        position = Long.MAX_VALUE / 2;
    }

    @Override
    public void close() {
        box.close();
    }
}
