package org.xftp.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xftp.client.TransferInfo;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.state.TransferId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xftp transfers}. */
@Command(name = "transfers", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Lists the transfers that were cut off, or forgets one.")
final class TransfersCommand implements Callable<Integer> {
    private final CliContext context;

    @Option(names = "--forget", paramLabel = "ID", description = "drop this transfer: delete what it uploaded from the relays, or the part that it received")
    private @Nullable String forgotten;

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TransferOptions options = new TransferOptions();

    TransfersCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        try (XftpClient client = options.client(context, builder -> builder.state(state.store(context)));
                Report report = output.report(context)) {
            if (forgotten == null) {
                client.transfers().forEach(transfer -> tell(report, transfer));
                client.unreadableTransfers().forEach(id -> report.warn(
                        "the state " + id + " cannot be read: it is damaged, or of another version"));
            } else {
                TransferId id = KeptTransfers.findAny(client, forgotten);
                client.forget(id, report);
                report.tell(new Event("forgotten").with("transfer", id.text()), "Forgot " + id);
            }
        }
        return ExitCode.OK.status();
    }

    private void tell(Report report, TransferInfo transfer) {
        boolean sends = switch (transfer.direction()) {
            case UPLOAD -> true;
            case DOWNLOAD -> false;
        };
        List<String> relays = transfer.relays().stream().map(Failures::shortName).toList();
        Duration age = Duration.between(transfer.started(), context.clock().instant());
        long percent = transfer.total() == 0 ? 0 : transfer.done() * 100 / transfer.total();
        String line = String.format(Locale.ROOT, "%s  %s  %3d%% of %s  %s  %s  %s", transfer.id(),
                sends ? "send" : "recv", percent, ByteSize.format(transfer.total()), age(age),
                transfer.name().orElse("(name not known yet)"), String.join(" ", relays));
        report.tell(new Event("transfer").with("transfer", transfer.id().text())
                .with("direction", sends ? "send" : "recv").with("name", transfer.name().orElse(null))
                .with("bytes", transfer.done()).with("total", transfer.total())
                .with("started", transfer.started().toString()).with("relays", relays), line.stripTrailing());
    }

    private static String age(Duration age) {
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min old";
        }
        return age.toDays() < 2 ? age.toHours() + " h old" : age.toDays() + " days old";
    }
}
