package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/** The four letters that a command begins with (docs/PROTOCOL.md section 3.1). */
enum CommandTag {
    FNEW, FADD, FPUT, FDEL, FGET, FACK, PING;

    static CommandTag of(Command command) {
        return switch (command) {
            case NewChunk _ -> FNEW;
            case AddRecipients _ -> FADD;
            case PutChunk _ -> FPUT;
            case DeleteChunk _ -> FDEL;
            case GetChunk _ -> FGET;
            case AckChunk _ -> FACK;
            case Ping _ -> PING;
        };
    }

    /** The tag that stands alone or before a space at the start of {@code command}. */
    static Optional<CommandTag> read(byte[] command) {
        int end = 0;
        while (end < command.length && command[end] != ' ') {
            end++;
        }
        String text = new String(command, 0, end, US_ASCII);
        for (CommandTag tag : values()) {
            if (tag.name().equals(text)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    byte[] bytes() {
        return name().getBytes(US_ASCII);
    }
}
