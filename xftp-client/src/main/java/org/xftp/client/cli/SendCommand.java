package org.xftp.client.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xftp.client.UploadResult;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.AppLink;
import org.xftp.protocol.description.DescriptionLink;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xftp send}. */
@Command(name = "send", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Encrypts a file, uploads it and writes the descriptions that recipients need.")
final class SendCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(index = "0", paramLabel = "FILE", description = "the file to send")
    private String file = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "where the folder FILE.xftp with the descriptions is made (default: the current directory)")
    private String directory = ".";

    @Option(names = {"-n",
        "--recipients"}, paramLabel = "COUNT", defaultValue = "1", description = "how many people receive it, one description each (default: ${DEFAULT-VALUE})")
    private int recipients;

    @Option(names = {"-s",
        "--servers"}, paramLabel = "SERVERS", description = "relay addresses, separated by ';'; otherwise from the variable XFTP_SERVERS or the file "
                + "xftp/servers in the configuration directory")
    private @Nullable String servers;

    @Option(names = "--web-page", paramLabel = "URL", description = "the page that web links lead to (default: XFTP_WEB_PAGE, else that of the first relay)")
    private @Nullable String webPage;

    @Option(names = "--no-redirect", description = "never upload a long description to get a short link")
    private boolean noRedirect;

    @Mixin
    private TransferOptions options = new TransferOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // accepted and ignored
    private TransferOptions.Temporary temporary = new TransferOptions.Temporary();

    SendCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        if (recipients < 1) {
            throw CliException.usage("-n takes a number from 1 on");
        }
        List<RelayAddress> relays = new ServerList(context).resolve(servers);
        Path source = context.path(file);
        // Before anything is uploaded: a file whose descriptions cannot be kept would be out of everyone's reach.
        DescriptionFiles files = DescriptionFiles.create(context.path(directory), String.valueOf(source.getFileName()));
        try (XftpClient client = options.client(context); ProgressLine progress = options.progress(context)) {
            UploadResult sent = client.upload(source, relays, recipients, progress);
            Path own = files.write("snd.xftp.private", sent.sender());
            FileDescription linked = linkable(client, relays, sent.recipients().getFirst(), files, progress);
            progress.erase();
            report(files, sent, own, linked);
        } finally {
            files.removeIfEmpty();
        }
        return ExitCode.OK.status();
    }

    /** The first recipient's description, or a short one that leads to it when its link would be too long to share. */
    private FileDescription linkable(XftpClient client, List<RelayAddress> relays, FileDescription first,
            DescriptionFiles files, ProgressLine progress) throws CliException, XftpClientException {
        if (noRedirect || AppLink.to(first).encode().length() <= DescriptionLink.MAX_QR_CHARACTERS) {
            return first;
        }
        UploadResult redirect = client.uploadRedirect(first, relays, progress);
        files.write("snd-link.xftp.private", redirect.sender());
        return redirect.recipients().getFirst();
    }

    private void report(DescriptionFiles files, UploadResult sent, Path own, FileDescription linked)
            throws CliException {
        String web = Link.web(context, webPage, linked);
        context.out().println("For the sender, to delete the file: " + own);
        int number = 0;
        for (FileDescription description : sent.recipients()) {
            number++;
            context.out()
                    .println("For recipient " + number + ": " + files.write("rcv" + number + ".xftp", description));
        }
        context.out().println("Links for recipient 1, in place of rcv1.xftp:");
        context.out().println(AppLink.to(linked).encode());
        context.out().println(web);
    }
}
