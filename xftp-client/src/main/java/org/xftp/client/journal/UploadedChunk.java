package org.xftp.client.journal;

import java.util.List;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.description.RelayAddress;

/**
 * A chunk registered on a relay.
 *
 * @param size bytes
 * @param relay where it is, with the password that registering took, if any
 * @param recipients one for each recipient of the file, in their order
 */
public record UploadedChunk(int size, Digest digest, RelayAddress relay, Access sender, List<Access> recipients) {
    public UploadedChunk {
        recipients = List.copyOf(recipients);
    }

    /** What one party needs to use the chunk. */
    public record Access(EntityId id, SigningKey key) {}
}
