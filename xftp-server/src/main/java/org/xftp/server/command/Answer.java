package org.xftp.server.command;

import org.xftp.protocol.command.FileBody;
import org.xftp.protocol.command.Reply;

/** What a command comes to. */
public sealed interface Answer {
    /** What the peer is told in the reply's block. */
    Reply reply();

    /** A reply of one block. */
    record BlockOnly(Reply reply) implements Answer {}

    /** A reply whose block is followed by a chunk. Whoever takes it closes {@code body}. */
    record WithChunk(FileBody reply, Download body) implements Answer {}
}
