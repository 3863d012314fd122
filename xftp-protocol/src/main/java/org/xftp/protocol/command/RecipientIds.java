package org.xftp.protocol.command;

import java.util.List;

/**
 * {@code RIDS}: recipients were added.
 *
 * @param recipientIds 1..255 ids in the order of the keys
 */
public record RecipientIds(List<EntityId> recipientIds) implements Reply {
    public RecipientIds {
        recipientIds = checked(recipientIds);
    }

    static List<EntityId> checked(List<EntityId> ids) {
        if (ids.isEmpty() || ids.size() > AddRecipients.MAX_KEYS) {
            throw new IllegalArgumentException("1 to 255 recipient ids fit one reply");
        }
        return List.copyOf(ids);
    }
}
