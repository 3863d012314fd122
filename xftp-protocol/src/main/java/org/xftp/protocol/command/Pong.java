package org.xftp.protocol.command;

/** {@code PONG}: the answer to {@link Ping}. */
public record Pong() implements Reply {}
