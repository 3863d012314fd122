package org.xftp.store;

/** How far a chunk has come. Only {@link Stored} chunks have bytes that anyone can read and that count for the quota. */
public sealed interface ChunkState {
    /** Known, but its bytes have not arrived yet. */
    record Registered() implements ChunkState {}

    /** Its bytes have arrived whole, with the right digest, and are durable. */
    record Stored() implements ChunkState {}

    /**
     * Taken out of service by the operator for good; the bytes are gone, the record stays to answer for it.
     *
     * @param reason the text that follows {@code BLOCKED } on the wire, such as {@code reason=spam} or
     *     {@code reason=content,notice={}}; not empty, one line
     */
    record Blocked(String reason) implements ChunkState {
        public Blocked {
            if (reason.isBlank() || reason.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("the reason of a block is one line of text");
            }
        }
    }
}
