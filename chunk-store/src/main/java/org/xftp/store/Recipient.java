package org.xftp.store;

/**
 * One recipient of a chunk.
 *
 * @param id the recipient's own id of the chunk
 * @param key authorizes the recipient's commands
 */
public record Recipient(ChunkId id, AuthKey key) {}
