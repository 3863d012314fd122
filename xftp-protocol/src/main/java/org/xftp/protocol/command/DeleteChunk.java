package org.xftp.protocol.command;

/** {@code FDEL}: deletes the chunk with all its recipients. */
public record DeleteChunk() implements SenderCommand {}
