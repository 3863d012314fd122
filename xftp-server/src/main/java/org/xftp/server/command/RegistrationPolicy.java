package org.xftp.server.command;

import java.util.Optional;
import org.xftp.protocol.command.Password;

/**
 * Who may register chunks (docs/PROTOCOL.md section 3.3).
 *
 * @param newFiles whether anyone may
 * @param password what they must know
 */
public record RegistrationPolicy(boolean newFiles, Optional<Password> password) {
    /** A password that is given where none is asked for does not matter; compared in constant time. */
    boolean allows(Optional<Password> given) {
        return newFiles && (password.isEmpty() || password.equals(given));
    }
}
