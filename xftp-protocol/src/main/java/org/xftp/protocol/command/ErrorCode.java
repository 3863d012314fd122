package org.xftp.protocol.command;

import org.xftp.protocol.wire.WireException;

/** The errors that consist of their name only (docs/PROTOCOL.md section 3.2). */
public enum ErrorCode implements XftpError {
    /** Not a block, or not exactly one transmission in it, or an impossible authenticator length. */
    BLOCK("BLOCK"),
    /** The session id is not that of the connection. */
    SESSION("SESSION"),
    /** The handshake failed or is not done. */
    HANDSHAKE("HANDSHAKE"),
    /** No such command. */
    UNKNOWN("CMD UNKNOWN"),
    /** A known command with bad fields. */
    SYNTAX("CMD SYNTAX"),
    /** A command that this party may not send. */
    PROHIBITED("CMD PROHIBITED"),
    /** An authenticator or id is missing. */
    NO_AUTH("CMD NO_AUTH"),
    /** An authenticator or id is where none belongs. */
    HAS_AUTH("CMD HAS_AUTH"),
    /** An id is missing. */
    NO_ENTITY("CMD NO_ENTITY"),
    /** No such id, a wrong authenticator, or a wrong password: never which. */
    AUTH("AUTH"),
    /** The size is none of {@link ChunkSize}, or the body has another one than registered. */
    SIZE("SIZE"),
    /** The relay is full. */
    QUOTA("QUOTA"),
    /** The body has another digest than registered. */
    DIGEST("DIGEST"),
    /** Encryption failed. */
    CRYPTO("CRYPTO"),
    /** The chunk was never uploaded. */
    NO_FILE("NO_FILE"),
    /** The chunk is already there. */
    HAS_FILE("HAS_FILE"),
    /** The relay's disk failed. */
    FILE_IO("FILE_IO"),
    /** The body came too slowly. */
    TIMEOUT("TIMEOUT"),
    /** The relay failed. */
    INTERNAL("INTERNAL");

    private static final String OLD_NO_ENTITY = "CMD NO_QUEUE";

    private final String text;

    ErrorCode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    static ErrorCode parse(String text) {
        for (ErrorCode code : values()) {
            if (code.text.equals(text)) {
                return code;
            }
        }
        if (text.equals(OLD_NO_ENTITY)) {
            return NO_ENTITY;
        }
        throw new WireException(0, "no such error");
    }
}
