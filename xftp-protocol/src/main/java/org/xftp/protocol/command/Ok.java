package org.xftp.protocol.command;

/** {@code OK}: done. */
public record Ok() implements Reply {}
