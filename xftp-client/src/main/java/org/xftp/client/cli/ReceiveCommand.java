package org.xftp.client.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xftp.client.DownloadResult;
import org.xftp.client.DownloadTarget;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientBuilder;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.FileDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xftp recv}. */
@Command(name = "recv", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Downloads a file, checks and decrypts it, and tells the relays that it arrived.")
final class ReceiveCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    private final CliContext context;
    private final Optional<FileDescription> resumed;

    @Parameters(index = "0", paramLabel = "DESCRIPTION|URL", description = "a description file, a link, or - for standard input")
    private String description = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR|FILE|-", description = "an existing directory, or the new file's path (default: ~/Downloads, made if missing), or - for "
            + "standard output; existing files are never overwritten")
    private @Nullable String target;

    @Option(names = "--keep", description = "leave the file on its relays, so that the link or description can be used again")
    private boolean keep;

    @Option(names = "--extract", description = "unpack a received ZIP archive and remove it")
    private boolean extract;

    @Option(names = "--tmp", paramLabel = "DIR", description = "where the file is kept until it is whole when it goes to standard output (default: TMPDIR)")
    private @Nullable String temporary;

    @Option(names = {"-y", "--yes"}, description = "delete the used description file without asking")
    private boolean yes;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TransferOptions options = new TransferOptions();

    @Mixin
    private StateOptions.Keeping state = new StateOptions.Keeping();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** @param resumed the description, if a transfer goes on */
    ReceiveCommand(CliContext context, Optional<FileDescription> resumed) {
        this.context = context;
        this.resumed = resumed;
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        if (toOutput() && (extract || output.json())) {
            throw CliException.usage("standard output takes the file alone: neither --extract nor --json goes with it");
        }
        DescriptionInput input = DescriptionInput.read(context, description, resumed);
        DownloadTarget place = keep ? destination().keeping() : destination();
        DownloadTarget destination = extract ? place.unpacking() : place;
        UnaryOperator<XftpClientBuilder> kept = toOutput()
                ? UnaryOperator.identity()
                : builder -> state.apply(builder, context, spec);
        try (XftpClient client = options.client(context, kept); Report report = output.report(context)) {
            DownloadResult received = client.download(input.description(), destination, report);
            Receiving receiving = new Receiving(context, report);
            if (toOutput()) {
                receiving.print(received);
            } else {
                receiving.tell(received, keep, extract);
            }
        } finally {
            if (toOutput()) {
                removeIfEmpty(destination.directory());
            }
        }
        if (!keep) {
            Question.offerToDelete(context, input.file(), yes, output);
        }
        return ExitCode.OK.status();
    }

    private boolean toOutput() {
        return STANDARD_OUTPUT.equals(target);
    }

    private DownloadTarget destination() throws CliException {
        if (toOutput()) {
            return temporaryTarget();
        }
        if (target == null) {
            return DownloadTarget.in(downloads());
        }
        Path path = context.path(target);
        if (Files.isDirectory(path)) {
            return DownloadTarget.in(path);
        }
        Path directory = path.getParent();
        Path name = path.getFileName();
        if (directory == null || name == null || target.endsWith("/")) {
            throw CliException.disk("there is no directory " + path);
        }
        if (!Files.isDirectory(directory)) {
            throw CliException.disk("there is no directory " + directory);
        }
        return new DownloadTarget(directory, Optional.of(name.toString()));
    }

    /** A directory of its own, which goes with the file. */
    private DownloadTarget temporaryTarget() throws CliException {
        Path parent = temporary == null ? context.temporary() : context.path(temporary);
        try {
            return DownloadTarget.in(Files.createTempDirectory(parent, "xftp-"));
        } catch (IOException e) {
            throw CliException.disk("cannot make a temporary directory in " + parent);
        }
    }

    private static void removeIfEmpty(Path directory) throws CliException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // What could not be printed stays.
            return;
        } catch (IOException e) {
            throw CliException.disk("cannot remove the temporary directory " + directory);
        }
    }

    private Path downloads() throws CliException {
        Path downloads = context.home().resolve("Downloads").toAbsolutePath();
        try {
            return Files.createDirectories(downloads);
        } catch (IOException e) {
            throw CliException.disk("cannot make the directory " + downloads);
        }
    }
}
