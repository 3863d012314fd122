package org.xftp.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xftp.client.TransferInfo;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code xftp resume}: runs the command again that began a transfer, where it ran. */
@Command(name = "resume", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Goes on with a transfer that was cut off, or with all of them.")
final class ResumeCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "the transfer, as 'xftp transfers' lists it; the beginning of the id will do (default: all, "
            + "the oldest first)")
    private @Nullable String id;

    @Mixin
    private StateOptions state = new StateOptions();

    ResumeCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        List<TransferInfo> chosen;
        try (XftpClient client = XftpClient.builder().state(state.store(context)).build()) {
            chosen = id == null ? client.transfers() : List.of(KeptTransfers.find(client, id));
        }
        if (chosen.isEmpty()) {
            context.err().println("xftp: no transfer waits to go on");
        }
        int status = ExitCode.OK.status();
        for (TransferInfo transfer : chosen) {
            status = ExitCode.worse(status, resume(transfer));
            if (Thread.currentThread().isInterrupted()) {
                return ExitCode.INTERRUPTED.status();
            }
        }
        return status;
    }

    /** The status that it ended with; what it has to say is said. */
    private int resume(TransferInfo transfer) {
        Optional<CommandNote> noted = CommandNote.decode(transfer.note());
        if (noted.isEmpty()) {
            context.err().println("xftp: another program began transfer " + transfer.id() + ": only that can go on");
            return ExitCode.USAGE.status();
        }
        CommandNote note = noted.get();
        List<String> arguments = new ArrayList<>(note.arguments());
        boolean sends = transfer.direction() == TransferInfo.Direction.UPLOAD;
        if (sends && arguments.contains("-")) {
            context.err().println("xftp: transfer " + transfer.id()
                    + " was read from standard input: run its command again with the same input");
            return ExitCode.USAGE.status();
        }
        context.err().println("xftp: going on with " + transfer.id() + " (" + (sends ? "send" : "recv")
                + transfer.name().map(name -> ", " + name).orElse("") + ")");
        // Where the transfer is now, whatever the command said.
        int named = arguments.indexOf("--state");
        if (named >= 0) {
            arguments.subList(named, named + 2).clear();
        }
        arguments.removeIf(argument -> argument.startsWith("--state="));
        arguments.add(1, "--state=" + state.directory(context));
        return Xftp.run(context.at(note.directory()), transfer.description(), arguments.toArray(String[]::new));
    }
}
