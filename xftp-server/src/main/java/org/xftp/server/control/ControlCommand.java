package org.xftp.server.control;

import org.xftp.protocol.command.Blocked;
import org.xftp.store.ChunkId;

/** One line of an operator. */
sealed interface ControlCommand {
    /** Asks for the role that has this password. */
    record Auth(String password) implements ControlCommand {
        @Override
        public String toString() {
            return "Auth[redacted]";
        }
    }

    record Delete(ChunkId recipient) implements ControlCommand {}

    record Block(ChunkId recipient, Blocked reason) implements ControlCommand {}

    record Stats() implements ControlCommand {}

    record Help() implements ControlCommand {}

    record Quit() implements ControlCommand {}

    /** A line that is none of the others; {@code error} is what the official relay says of it. */
    record Invalid(String error) implements ControlCommand {}
}
