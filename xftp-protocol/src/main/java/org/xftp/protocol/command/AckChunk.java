package org.xftp.protocol.command;

/** {@code FACK}: the recipient has the chunk and gives its id back. */
public record AckChunk() implements RecipientCommand {}
