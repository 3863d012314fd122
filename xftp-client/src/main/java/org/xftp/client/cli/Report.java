package org.xftp.client.cli;

import java.util.Optional;
import org.xftp.client.TransferListener;
import org.xftp.protocol.description.RelayAddress;

/** Where a command says what happens: in words for people, or one JSON object a line for programs. */
sealed interface Report extends TransferListener, AutoCloseable permits TextReport, JsonReport {
    /** A result. */
    void tell(Event event, String... lines);

    /** Something the user should know though the command goes on. */
    void warn(String message);

    /**
     * One of several things that the command was given has failed; it goes on with the others.
     *
     * @param what failed, as the user named it
     * @param message one line
     * @param relay that the failure is about
     */
    void failed(String what, ExitCode code, String message, Optional<RelayAddress> relay);

    /**
     * The command has failed; nothing follows.
     *
     * @param message one line
     * @param relay that the failure is about
     */
    void fail(ExitCode code, String message, Optional<RelayAddress> relay);

    /** Takes the progress line away, so that something else can be shown in its place. */
    void pause();

    @Override
    void close();
}
