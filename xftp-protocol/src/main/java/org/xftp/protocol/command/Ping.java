package org.xftp.protocol.command;

/** {@code PING}: keeps a connection alive; carries no id and no authenticator. */
public record Ping() implements Command {}
