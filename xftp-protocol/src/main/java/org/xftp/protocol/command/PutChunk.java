package org.xftp.protocol.command;

/** {@code FPUT}: uploads the chunk; its bytes follow the block. */
public record PutChunk() implements SenderCommand {}
