package org.xftp.protocol.command;

import java.util.List;

/**
 * {@code SIDS}: the chunk is registered.
 *
 * @param senderId what the owner names the chunk by
 * @param recipientIds 1..255 ids in the order of the keys
 */
public record SenderIds(EntityId senderId, List<EntityId> recipientIds) implements Reply {
    public SenderIds {
        recipientIds = RecipientIds.checked(recipientIds);
    }
}
