package org.xftp.protocol.command;

/** A command by one who receives a chunk, authorized by that recipient's key. */
public sealed interface RecipientCommand extends Command permits GetChunk, AckChunk {}
