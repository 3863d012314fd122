package org.xftp.protocol.command;

/** {@code ERR}: the command was refused or failed. */
public record Failure(XftpError error) implements Reply {}
