package org.xftp.store;

/** How an upload ended. In all cases but {@link Stored} nothing of it is left. */
public sealed interface UploadResult {
    /** Body and record are durable. */
    record Stored() implements UploadResult {}

    /** The bytes were right, but another upload of the same chunk was faster; its body and record are durable. */
    record AlreadyStored() implements UploadResult {}

    /** Fewer or more bytes came than the chunk has. */
    record SizeMismatch() implements UploadResult {}

    /** The right number of bytes came, but not those that were registered. */
    record DigestMismatch() implements UploadResult {}

    /** The chunk was deleted or expired meanwhile. */
    record Gone() implements UploadResult {}

    /** The chunk was blocked meanwhile, with the reason of {@link ChunkState.Blocked}. */
    record Blocked(String reason) implements UploadResult {}
}
