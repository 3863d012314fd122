package org.xftp.server.command;

import java.util.Optional;
import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.XftpError;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.store.AuthKey;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;

/** Between the protocol's values and the store's, which knows nothing of the protocol. */
final class StoreTypes {
    private StoreTypes() {}

    /** Empty when no chunk can have such an id. */
    static Optional<ChunkId> chunkId(EntityId id) {
        return id.length() == ChunkId.LENGTH ? Optional.of(ChunkId.of(id.toArray())) : Optional.empty();
    }

    static EntityId entityId(ChunkId id) {
        return EntityId.of(id.toArray());
    }

    static AuthKey authKey(PublicKey key) {
        return AuthKey.of(key.der());
    }

    static PublicKey publicKey(AuthKey key) {
        return PublicKey.decode(key.toArray());
    }

    static XftpError blocked(String reason) {
        return Blocked.parseDetails(reason);
    }

    /** The error for every command on a chunk in this state; empty when it can be worked with. */
    static Optional<XftpError> blocked(ChunkState state) {
        return switch (state) {
            case ChunkState.Blocked(var reason) -> Optional.of(blocked(reason));
            case ChunkState.Registered() -> Optional.empty();
            case ChunkState.Stored() -> Optional.empty();
        };
    }
}
