package org.xftp.client.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.client.archive.ArchiveSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is sent: a file, several and directories as an archive, standard input, or a text. */
final class SourceOptions {
    private static final String STANDARD_INPUT = "-";

    /** What official apps accept without being told to, and at all. */
    private static final long SOFT_LIMIT = 1L << 30;
    private static final long HARD_LIMIT = 5L << 30;

    @Parameters(index = "0..*", arity = "0..*", paramLabel = "FILE", description = "a file; or several files and directories, sent as one ZIP archive; or - for "
            + "standard input. When one file is followed by a directory, or by something that does not exist, that is where the descriptions go, as with -d")
    private List<String> files = new ArrayList<>();

    @Option(names = {"-d",
        "--descriptions"}, paramLabel = "DIR", description = "where the folder NAME.xftp with the descriptions is made (default: the current directory)")
    private @Nullable String descriptions;

    @Option(names = "--text", paramLabel = "TEXT", description = "send this text as a small file")
    private @Nullable String text;

    @Option(names = "--name", paramLabel = "NAME", description = "the name that recipients see (default: the file's own, the directory's with .zip, files.zip, stdin, message.txt)")
    private @Nullable String name;

    @Option(names = "--tmp", paramLabel = "DIR", description = "where long standard input is kept meanwhile (default: TMPDIR); files need no copy")
    private @Nullable String temporary;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** To be called before anything else. */
    void check(CliContext context) throws CliException {
        if (text == null && files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
        }
        if (text != null && (files.size() > 1 || files.contains(STANDARD_INPUT))) {
            throw CliException.usage("either a text or files can be sent");
        }
        if (sent(context).size() > 1 && sent(context).contains(STANDARD_INPUT)) {
            throw CliException.usage("standard input cannot be sent together with files");
        }
    }

    /** The folder for the folder of descriptions. */
    Path directory(CliContext context) {
        return context.path(descriptions != null ? descriptions : trailing(context).orElse("."));
    }

    /** As in the official program, a second argument is the place for the descriptions, unless it is to be sent. */
    private Optional<String> trailing(CliContext context) {
        if (descriptions != null || files.isEmpty()) {
            return Optional.empty();
        }
        if (text != null) {
            return Optional.of(files.getFirst());
        }
        boolean one = files.size() == 2
                && (files.getFirst().equals(STANDARD_INPUT) || Files.isRegularFile(context.path(files.getFirst())));
        return one && !Files.isRegularFile(context.path(files.get(1))) ? Optional.of(files.get(1)) : Optional.empty();
    }

    private List<String> sent(CliContext context) {
        int count = text == null ? files.size() - (trailing(context).isPresent() ? 1 : 0) : 0;
        return files.subList(0, count);
    }

    UploadSource open(CliContext context, Report report) throws CliException, XftpClientException {
        List<String> sent = sent(context);
        if (text != null) {
            return UploadSource.ofBytes(named("message.txt"), text.getBytes(StandardCharsets.UTF_8));
        }
        if (sent.getFirst().equals(STANDARD_INPUT)) {
            Path directory = temporary == null ? context.temporary() : context.path(temporary);
            return Blocking.call(() -> UploadSource.ofStream(named("stdin"), context.in(), directory,
                    context.random()));
        }
        List<Path> paths = sent.stream().map(context::path).toList();
        if (paths.size() > 1 || Files.isDirectory(paths.getFirst())) {
            String own = paths.size() > 1 ? "files" : String.valueOf(paths.getFirst().getFileName());
            return archive(named(own + ".zip"), paths, report);
        }
        return name == null
                ? UploadSource.ofFile(paths.getFirst())
                : UploadSource.ofFile(paths.getFirst(), name);
    }

    private static UploadSource archive(String name, List<Path> paths, Report report)
            throws CliException, XftpClientException {
        for (Path path : paths) {
            if (Files.notExists(path)) {
                throw CliException.disk("there is no file " + path);
            }
        }
        ArchiveSource archive = ArchiveSource.of(name, paths);
        if (archive.leftOut() > 0) {
            report.warn(archive.leftOut() + " symbolic links and special files are left out");
        }
        return archive;
    }

    private String named(String usual) {
        return name == null ? usual : name;
    }

    /** What official apps do not receive is sent nevertheless. */
    static void warnOfSize(UploadSource source, Report report) {
        if (source.length() > HARD_LIMIT) {
            report.warn("official apps accept no file larger than 5 GiB; this program does");
        } else if (source.length() > SOFT_LIMIT) {
            report.warn("official apps may refuse files larger than 1 GiB; this program does not");
        }
    }
}
