package org.xftp.client.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which of the three standard streams are a terminal: each may lead elsewhere by itself. */
public record Terminals(boolean in, boolean out, boolean err) {
    static final Terminals NONE = new Terminals(false, false, false);

    /**
     * Those of this process, as Linux names them. Java knows only whether input and output both are one; elsewhere that
     * has to do.
     */
    static Terminals ofProcess() {
        boolean both = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new Terminals(both || isTerminal(0, both), both || isTerminal(1, both), isTerminal(2, both));
    }

    private static boolean isTerminal(int descriptor, boolean otherwise) {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return otherwise;
        }
    }

    boolean all() {
        return in && out && err;
    }
}
