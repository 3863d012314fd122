package org.xftp.client.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xftp.client.TransferInfo;
import org.xftp.client.UploadResult;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.AppLink;
import org.xftp.protocol.description.DescriptionLink;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xftp send}. */
@Command(name = "send", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Encrypts files, uploads them and writes the descriptions that recipients need.")
final class SendCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(names = {"-n",
        "--recipients"}, paramLabel = "COUNT", defaultValue = "1", description = "how many people receive it, one description each (default: ${DEFAULT-VALUE})")
    private int recipients;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Option(names = "--once", description = "print a link of its own for each recipient, which works until that recipient has received the file")
    private boolean once;

    @Option(names = "--no-redirect", description = "never upload a long description to get a short link")
    private boolean noRedirect;

    @Mixin
    private LinkOptions links = new LinkOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private UploadOptions options = new UploadOptions();

    @Mixin
    private StateOptions.Keeping state = new StateOptions.Keeping();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SendCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        check();
        try (XftpClient client = options.client(context, builder -> state.apply(builder, context, spec));
                Report report = output.report(context)) {
            List<RelayAddress> relays = servers.resolve(context, report);
            send(client, relays, report);
        }
        return ExitCode.OK.status();
    }

    private void send(XftpClient client, List<RelayAddress> relays, Report report)
            throws CliException, XftpClientException {
        try (UploadSource source = sources.open(context, report)) {
            SourceOptions.warnOfSize(source, report);
            Path place = sources.directory(context);
            // Before anything is uploaded: a file whose descriptions cannot be kept would be out of everyone's reach.
            DescriptionFiles.checkPlace(place, source.header().safeName());
            Optional<Path> taken = links.taken(context, links());
            if (taken.isPresent() && !isUploaded(client, source)) {
                throw LinkOptions.taken(taken.get());
            }
            send(client, relays, source, place, report);
        }
    }

    private int links() {
        return once ? recipients : 1;
    }

    /** Whether all of it was uploaded before this command; the file in the way may be its own then. */
    private static boolean isUploaded(XftpClient client, UploadSource source) throws XftpClientException {
        Optional<String> name = Optional.of(source.header().name());
        return client.transfers().stream().anyMatch(transfer -> transfer.direction() == TransferInfo.Direction.UPLOAD
                && transfer.done() == transfer.total() && transfer.name().equals(name));
    }

    private void send(XftpClient client, List<RelayAddress> relays, UploadSource source, Path place, Report report)
            throws CliException, XftpClientException {
        UploadResult sent = client.upload(source, relays, recipients, report);
        try {
            describe(client, relays, source, sent, place, report);
        } catch (CliException e) {
            throw new CliException(e.exitCode(), Failures.message(e, sent.transfer()));
        }
    }

    private void describe(XftpClient client, List<RelayAddress> relays, UploadSource source, UploadResult sent,
            Path place, Report report) throws CliException, XftpClientException {
        // Not before: whoever cuts this off finds no folder, and the same command goes on.
        DescriptionFiles files = DescriptionFiles.create(place, source.header().safeName(), sent.sender());
        List<UploadResult> safe = new ArrayList<>(List.of(sent));
        tellSent(report, source, sent, files);
        for (int i = 0; i < links(); i++) {
            FileDescription recipient = sent.recipients().get(i);
            FileDescription linked = isShort(recipient)
                    ? recipient
                    : redirect(client, relays, recipient, i + 1, files, report, safe);
            links.tell(context, report, linked, i + 1, output);
        }
        files.force();
        for (UploadResult result : safe) {
            client.release(result);
        }
    }

    private void check() throws CliException {
        sources.check(context);
        if (recipients < 1) {
            throw CliException.usage("-n takes a number from 1 on");
        }
        links.check(context);
        if (links.qr() && noRedirect) {
            throw CliException.usage("a QR code holds short links only: leave out --no-redirect");
        }
    }

    private static void tellSent(Report report, UploadSource source, UploadResult sent, DescriptionFiles files)
            throws CliException {
        Path own = files.writeSender(sent.sender());
        List<String> lines = new ArrayList<>(List.of("For the sender, to delete the file: " + own));
        List<String> written = new ArrayList<>();
        for (FileDescription description : sent.recipients()) {
            int number = written.size() + 1;
            Path path = files.write("rcv" + number + ".xftp", description);
            lines.add("For recipient " + number + ": " + path);
            written.add(path.toString());
        }
        report.tell(new Event("sent").with("name", source.header().name()).with("size", source.length())
                .with("encryptedSize", sent.sender().size()).with("sender", own.toString())
                .with("recipients", written), lines.toArray(String[]::new));
    }

    private boolean isShort(FileDescription recipient) {
        return noRedirect || AppLink.to(recipient).encode().length() <= DescriptionLink.MAX_QR_CHARACTERS;
    }

    /** A short description that leads to the recipient's, whose own link would be too long to share. */
    private static FileDescription redirect(XftpClient client, List<RelayAddress> relays, FileDescription recipient,
            int number, DescriptionFiles files, Report report, List<UploadResult> safe)
            throws CliException, XftpClientException {
        UploadResult redirect = client.uploadRedirect(recipient, relays, report);
        files.write("snd-link" + (number == 1 ? "" : number) + ".xftp.private", redirect.sender());
        safe.add(redirect);
        return redirect.recipients().getFirst();
    }
}
