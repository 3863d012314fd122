package org.xftp.protocol.command;

/** A command by the owner of a chunk, authorized by the sender key. */
public sealed interface SenderCommand extends Command permits NewChunk, AddRecipients, PutChunk, DeleteChunk {}
