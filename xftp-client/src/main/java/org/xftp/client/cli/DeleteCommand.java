package org.xftp.client.cli;

import java.util.concurrent.Callable;
import org.xftp.client.DeleteResult;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xftp del}. */
@Command(name = "del", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Deletes a sent file from its relays, with the sender's description.")
final class DeleteCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(index = "0", paramLabel = "DESCRIPTION", description = "the file snd.xftp.private, or - for standard input")
    private String description = "";

    @Option(names = {"-y", "--yes"}, description = "delete the used description file without asking")
    private boolean yes;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TransferOptions options = new TransferOptions();

    DeleteCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        DescriptionInput input = DescriptionInput.read(context, description);
        try (XftpClient client = options.client(context); Report report = output.report(context)) {
            DeleteResult result = client.delete(input.description(), report);
            if (result.deleted() == 0) {
                throw new CliException(ExitCode.GONE, "nothing of the file was left on its relays");
            }
            report.tell(new Event("deleted").with("deleted", result.deleted()).with("gone", result.gone()),
                    "Deleted " + result.deleted() + (result.deleted() == 1 ? " chunk" : " chunks")
                            + (result.gone() == 0 ? "" : "; " + result.gone() + " were gone already"));
        }
        Question.offerToDelete(context, input.file(), yes, output);
        return ExitCode.OK.status();
    }
}
