package org.xftp.protocol.command;

/** What a client asks of a relay (docs/PROTOCOL.md section 3.1). */
public sealed interface Command permits SenderCommand, RecipientCommand, Ping {}
