package org.xftp.protocol.command;

import java.util.List;
import java.util.Optional;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.PublicKey;

/**
 * {@code FNEW}: registers a chunk. Signed with the key that it registers.
 *
 * @param senderKey authorizes the later commands of the owner
 * @param size bytes of the chunk, any 32-bit number; relays take those of {@link ChunkSize}
 * @param digest SHA-256 of the chunk
 * @param recipientKeys 1..255 keys, one id is given for each; repetitions allowed
 * @param password where the relay wants one
 */
public record NewChunk(PublicKey senderKey, long size, Digest digest, List<PublicKey> recipientKeys,
        Optional<Password> password) implements SenderCommand {

    public NewChunk {
        if (size < 0 || size > 0xffff_ffffL) {
            throw new IllegalArgumentException("a size is an unsigned 32-bit number");
        }
        recipientKeys = AddRecipients.checked(recipientKeys);
    }
}
