package org.xftp.client.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.client.UploadResult;
import org.xftp.client.journal.UploadedChunk.Access;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.Redirect;
import org.xftp.protocol.description.Replica;

/**
 * A file that lies on relays, and how its parties get at it.
 *
 * @param chunks for each chunk its replicas, each on another relay
 */
public record UploadedFile(FileDigest digest, Secret key, Nonce nonce, List<List<UploadedChunk>> chunks) {
    public UploadedFile {
        chunks = chunks.stream().map(List::copyOf).toList();
    }

    /** The descriptions for everybody. */
    public UploadResult describe(int recipients, Optional<Redirect> redirect) {
        List<FileDescription> descriptions = new ArrayList<>(recipients);
        for (int i = 0; i < recipients; i++) {
            int recipient = i;
            descriptions.add(describe(Party.RECIPIENT, chunk -> chunk.recipients().get(recipient), redirect));
        }
        return new UploadResult(descriptions, describe(Party.SENDER, UploadedChunk::sender, redirect));
    }

    private FileDescription describe(Party party, AccessOf accessOf, Optional<Redirect> redirect) {
        List<Chunk> described = new ArrayList<>(chunks.size());
        for (List<UploadedChunk> replicas : chunks) {
            UploadedChunk any = replicas.getFirst();
            described.add(new Chunk(described.size() + 1, any.size(), any.digest(),
                    replicas.stream().map(chunk -> replica(chunk, accessOf.chunk(chunk))).toList()));
        }
        return FileDescription.of(party, digest, key, nonce, described, redirect);
    }

    private static Replica replica(UploadedChunk chunk, Access access) {
        return new Replica(chunk.relay().withoutPassword(), access.id(), access.key());
    }

    private interface AccessOf {
        Access chunk(UploadedChunk chunk);
    }
}
