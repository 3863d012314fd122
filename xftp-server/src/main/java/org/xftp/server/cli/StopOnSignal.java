package org.xftp.server.cli;

import org.xftp.server.Relay;

/**
 * Lets SIGINT and SIGTERM end a relay properly. That is how a relay is meant to end, so the process must not report it
 * as a failure: it halts with 0 where the runtime would say 130 or 143.
 */
final class StopOnSignal implements AutoCloseable {
    private final Relay relay;
    private final Surroundings surroundings;
    private final Thread hook = new Thread(this::stop, "xftp-stop");

    StopOnSignal(Relay relay, Surroundings surroundings) {
        this.relay = relay;
        this.surroundings = surroundings;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        relay.close();
        surroundings.print("Stopped.");
        Runtime.getRuntime().halt(0);
    }

    /** Signals are no longer taken care of. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook ends it.
            return;
        }
    }
}
