package org.xftp.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.xftp.client.DeleteResult;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xftp del}. */
@Command(name = "del", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Deletes sent files from their relays, with the sender's descriptions.")
final class DeleteCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "DESCRIPTION", description = "files snd.xftp.private, or - for standard input")
    private List<String> descriptions = new ArrayList<>();

    @Option(names = {"-y", "--yes"}, description = "delete the used description files without asking")
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
        try (XftpClient client = options.client(context); Report report = output.report(context)) {
            Several.each(report, descriptions, (description, number) -> delete(client, report, description, number));
        }
        return ExitCode.OK.status();
    }

    private void delete(XftpClient client, Report report, String description, int number)
            throws CliException, XftpClientException {
        DescriptionInput input = DescriptionInput.read(context, description);
        DeleteResult result = client.delete(input.description(), report);
        if (result.deleted() == 0) {
            throw new CliException(ExitCode.GONE, "nothing of the file was left on its relays");
        }
        String name = descriptions.size() > 1 ? Several.name(description, number) + ": " : "";
        report.tell(
                new Event("deleted").with("description", Several.name(description, number))
                        .with("deleted", result.deleted()).with("gone", result.gone()),
                name + "Deleted " + result.deleted() + (result.deleted() == 1 ? " chunk" : " chunks")
                        + (result.gone() == 0 ? "" : "; " + result.gone() + " were gone already"));
        report.pause();
        Question.offerToDelete(context, input.file(), yes, output);
    }
}
