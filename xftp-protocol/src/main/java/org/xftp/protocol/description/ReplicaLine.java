package org.xftp.protocol.description;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.PrivateKey;
import org.xftp.protocol.wire.WireException;

/** One line of a description's {@code chunks}: {@code no:replicaId:replicaKey[:digest[:size]]} (section 6). */
record ReplicaLine(int number, EntityId id, PrivateKey key, Optional<Digest> digest, OptionalInt size) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    static ReplicaLine parse(String text) throws DescriptionException {
        String[] fields = text.split(":", -1);
        if (fields.length < 3 || fields.length > 5 || !NUMBER.matcher(fields[0]).matches()) {
            throw new DescriptionException("a chunk's line does not have its 3 to 5 fields");
        }
        String chunk = "chunk " + Integer.parseInt(fields[0]);
        Optional<Digest> digest = fields.length < 4 ? Optional.empty() : Optional.of(digest(fields[3], chunk));
        OptionalInt size = fields.length < 5
                ? OptionalInt.empty()
                : OptionalInt.of(FileSize.parseChunkSize(fields[4],
                        "the size of " + chunk));
        return new ReplicaLine(Integer.parseInt(fields[0]), id(fields[1], chunk), key(fields[2], chunk), digest, size);
    }

    private static EntityId id(String text, String chunk) throws DescriptionException {
        byte[] id = Base64Text.decode(text, "the replica id of " + chunk);
        if (id.length == 0 || id.length > EntityId.MAX_LENGTH) {
            throw new DescriptionException("the replica id of " + chunk + " is empty or too long");
        }
        return EntityId.of(id);
    }

    private static PrivateKey key(String text, String chunk) throws DescriptionException {
        try {
            return PrivateKey.decode(Base64Text.decode(text, "the replica key of " + chunk));
        } catch (WireException e) {
            throw new DescriptionException("the replica key of " + chunk + " is not a private key of a known kind");
        }
    }

    private static Digest digest(String text, String chunk) throws DescriptionException {
        return Digest.of(Base64Text.decode(text, "the digest of " + chunk, Digest.LENGTH));
    }

    /** The line, without the list's dash. */
    String print() {
        StringBuilder line = new StringBuilder().append(number).append(':').append(id.base64Url()).append(':').append(
                Base64Text.encode(key.pkcs8()));
        digest.ifPresent(value -> line.append(':').append(value.base64Url()));
        size.ifPresent(value -> line.append(':').append(FileSize.print(value)));
        return line.toString();
    }
}
