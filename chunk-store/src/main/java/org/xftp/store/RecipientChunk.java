package org.xftp.store;

/**
 * A chunk as found by one of its recipients.
 *
 * @param recipientKey authorizes this recipient's commands
 * @param chunk the chunk itself; its id is the sender's
 */
public record RecipientChunk(AuthKey recipientKey, Chunk chunk) {}
