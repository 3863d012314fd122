package org.xftp.protocol.command;

/** What a relay answers (docs/PROTOCOL.md section 3.2). */
public sealed interface Reply permits SenderIds, RecipientIds, FileBody, Ok, Pong, Failure {}
