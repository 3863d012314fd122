package org.xftp.protocol.description;

import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.PrivateKey;

/**
 * One relay's copy of a chunk, for one party.
 *
 * @param relay where it lies; never with a password
 * @param id the party's id of the chunk there, 1..255 bytes
 * @param key signs the party's commands for that id
 */
public record Replica(RelayAddress relay, EntityId id, PrivateKey key) {
    public Replica {
        if (relay.password().isPresent()) {
            throw new IllegalArgumentException("a description must not give a relay's password away");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a replica without an id");
        }
    }

    /** Names nothing: addresses stay out of logs, too. */
    @Override
    public String toString() {
        return "Replica[redacted]";
    }
}
