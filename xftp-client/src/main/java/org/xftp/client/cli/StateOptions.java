package org.xftp.client.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.client.XftpClientBuilder;
import org.xftp.client.state.FileTransferStore;
import org.xftp.client.state.TransferStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where transfers are kept that have not come to their end. */
final class StateOptions {
    private static final String VARIABLE = "XFTP_STATE";

    @Option(names = "--state", paramLabel = "DIR", description = "where unfinished transfers are kept (default: XFTP_STATE, else xftp/transfers in the state "
            + "directory)")
    private @Nullable String directory;

    /** For the commands that begin transfers. */
    static final class Keeping {
        @Mixin
        private StateOptions state = new StateOptions();

        @Option(names = "--no-resume", description = "keep nothing to go on with: take everything back when the transfer fails")
        private boolean nothing;

        /** The client's settings, with the command as its note. */
        XftpClientBuilder apply(XftpClientBuilder builder, CliContext context, CommandSpec command) {
            if (nothing) {
                return builder;
            }
            List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
            return builder.state(state.store(context))
                    .note(new CommandNote(context.path(""), arguments).encode());
        }
    }

    TransferStore store(CliContext context) {
        return new FileTransferStore(directory(context), context.random());
    }

    /** Absolute; made when the first transfer is kept. */
    Path directory(CliContext context) {
        return Optional.ofNullable(directory).or(() -> context.variable(VARIABLE)).map(context::path)
                .orElseGet(() -> usual(context));
    }

    private static Path usual(CliContext context) {
        return context.variable("XDG_STATE_HOME").map(Path::of).filter(Path::isAbsolute)
                .orElseGet(() -> context.home().toAbsolutePath().resolve(".local/state")).resolve("xftp/transfers");
    }
}
