package org.xftp.store;

/** What became of the wish to upload a chunk's bytes, before any of them is taken. */
public sealed interface UploadStart {
    /** The bytes are welcome; room for them is reserved until the upload ends. */
    record Started(Upload upload) implements UploadStart {}

    /**
     * The bytes are there already. The caller reads and drops those that come, and counts them: only a body of exactly
     * the chunk's size is answered as a success (docs/PROTOCOL.md section 9).
     */
    record AlreadyStored(BodyCount count) implements UploadStart {}

    /** There is no room for a chunk of this size now, within the quota or on the disk. */
    record OverQuota() implements UploadStart {}

    /** There is no such chunk, or no longer. */
    record Gone() implements UploadStart {}

    /** The chunk is blocked, with the reason of {@link ChunkState.Blocked}. */
    record Blocked(String reason) implements UploadStart {}
}
