package org.xftp.client.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which of the three standard streams are a terminal: each may lead elsewhere by itself.
 *
 * @param pipe whether results go to a program that reads them
 */
public record Terminals(boolean in, boolean out, boolean err, boolean pipe) {
    static final Terminals NONE = new Terminals(false, false, false);

    /** Without a program that reads results. */
    Terminals(boolean in, boolean out, boolean err) {
        this(in, out, err, false);
    }

    /**
     * Those of this process, as Linux names them. Java knows only whether input and output both are one; elsewhere that
     * has to do.
     */
    static Terminals ofProcess() {
        boolean both = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        Optional<String> out = target(1);
        return new Terminals(both || isTerminal(target(0), both), both || isTerminal(out, both),
                isTerminal(target(2), both),
                out.filter(name -> name.startsWith("pipe:") || name.startsWith("socket:")).isPresent());
    }

    private static Optional<String> target(int descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean isTerminal(Optional<String> target, boolean otherwise) {
        return target.map(device -> device.startsWith("/dev/pts/") || device.startsWith("/dev/tty")
                || device.equals("/dev/console")).orElse(otherwise);
    }

    boolean all() {
        return in && out && err;
    }
}
