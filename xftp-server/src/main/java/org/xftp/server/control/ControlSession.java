package org.xftp.server.control;

import java.io.IOException;
import java.util.Optional;
import org.xftp.server.config.ControlSettings;
import org.xftp.server.control.ControlCommand.Auth;
import org.xftp.server.control.ControlCommand.Block;
import org.xftp.server.control.ControlCommand.Delete;
import org.xftp.server.control.ControlCommand.Help;
import org.xftp.server.control.ControlCommand.Invalid;
import org.xftp.server.control.ControlCommand.Quit;
import org.xftp.server.control.ControlCommand.Stats;

/** One operator's dialogue, without the socket. Belongs to one thread. */
final class ControlSession {
    static final String GREETING = "XFTP server control port\n'help' for supported commands";

    @FunctionalInterface
    private interface Action {
        boolean run() throws IOException;
    }

    private final ControlSettings settings;
    private final ControlActions actions;
    private ControlRole role = ControlRole.NONE;

    ControlSession(ControlSettings settings, ControlActions actions) {
        this.settings = settings;
        this.actions = actions;
    }

    /** The answer to a line; empty when the session is to end. */
    Optional<String> answer(String line) {
        return switch (ControlLine.parse(line)) {
            case Auth(String password) -> Optional.of(authenticate(password));
            case Delete(var recipient) -> Optional.of(act(() -> actions.delete(recipient)));
            case Block(var recipient, var reason) -> Optional.of(act(() -> actions.block(recipient, reason)));
            case Stats() -> Optional.of(statistics());
            case Help() -> Optional.of("commands: stats-rts, delete, help, quit");
            case Invalid(var error) -> Optional.of("error: " + error);
            case Quit() -> Optional.empty();
        };
    }

    private String statistics() {
        try {
            return actions.runtimeStatistics();
        } catch (IOException e) {
            return "error: " + e.getMessage();
        }
    }

    private String authenticate(String password) {
        // Both are compared in any case: the time must not tell which roles have a password.
        boolean admin = settings.admin().map(expected -> expected.matches(password)).orElse(false);
        boolean user = settings.user().map(expected -> expected.matches(password)).orElse(false);
        if (role != ControlRole.NONE) {
            var wanted = admin ? ControlRole.ADMIN : user ? ControlRole.USER : ControlRole.NONE;
            return current() + (wanted == role ? "" : ", start new session to change.");
        }
        if (admin) {
            role = ControlRole.ADMIN;
        } else if (user) {
            role = ControlRole.USER;
        }
        return current();
    }

    private String current() {
        return "Current role is " + role.text();
    }

    private String act(Action action) {
        if (role == ControlRole.NONE) {
            return "AUTH";
        }
        try {
            return action.run() ? "ok" : "error: AUTH";
        } catch (IOException e) {
            return "error: " + e.getMessage();
        }
    }
}
