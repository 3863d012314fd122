package org.xftp.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.storelog.ImportSummary;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.server.storelog.StoreLogExport;
import org.xftp.server.storelog.StoreLogImport;
import org.xftp.server.storelog.StoreLogImport.OldRecords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "database", mixinStandardHelpOptions = true, description = "Take over the store log of the official relay, or write it; the relay must be stopped.", synopsisSubcommandLabel = "COMMAND")
final class DatabaseCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec specification = CommandSpec.create();

    DatabaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(specification.commandLine(), "Missing required subcommand: import or export");
    }

    private StoreFiles files() throws ConfigException {
        var directories = RelayDirectories.of(surroundings.environment());
        var ini = RelayIni.read(directories.configuration(), surroundings.environment());
        ini.remote().requireNone("database");
        return StoreFiles.of(directories.log(), ini.files());
    }

    private boolean confirmed(String question) throws IOException {
        surroundings.out().print(question + " [y/N] ");
        surroundings.out().flush();
        var answer = surroundings.in().readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = "Make the index of chunks out of file-server-store.log, which stays as it is.")
    final class Import implements Callable<Integer> {
        @Option(names = {"-y", "--yes"}, description = "do not ask")
        private boolean sure;

        @Option(names = "--merge", description = "keep the records of the index and add those that it does not know")
        private boolean merge;

        @Option(names = "--replace", description = "take the records of the log instead of those of the index")
        private boolean replace;

        @Option(names = "--without-bodies", description = "go on even when no chunk has its bytes in [FILES] path")
        private boolean withoutBodies;

        @Override
        public Integer call() throws ConfigException, IOException {
            var files = files();
            checkOptions(files);
            var log = files.log().current()
                    .orElseThrow(() -> new ConfigException(files.log().log() + " does not exist"));
            if (!sure && !confirmed("Import " + log + " into " + files.index() + "?")) {
                surroundings.print("Nothing was imported.");
                return 1;
            }
            var done = new StoreLogImport(files, surroundings.random(), surroundings::print)
                    .run(replace ? OldRecords.REPLACED : OldRecords.KEPT, !withoutBodies);
            ImportSummary.of(done).forEach(surroundings::print);
            return 0;
        }

        private void checkOptions(StoreFiles files) throws ConfigException, IOException {
            if (merge && replace) {
                throw new ConfigException("--merge and --replace exclude each other");
            }
            long chunks = merge || replace ? 0 : files.chunks();
            if (chunks > 0) {
                throw new ConfigException(files.index() + " holds " + chunks + " chunks already: --merge adds those of"
                        + " the log that it does not know, --replace takes those of the log instead");
            }
        }
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Write file-server-store.log from the index of chunks, for the official relay.")
    final class Export implements Callable<Integer> {
        @Option(names = {"-y", "--yes"}, description = "do not ask")
        private boolean sure;

        @Option(names = "--overwrite", description = "replace a log that is there already")
        private boolean overwrite;

        @Override
        public Integer call() throws ConfigException, IOException {
            var files = files();
            if (!sure && !confirmed("Export " + files.index() + " to " + files.log().log() + "?")) {
                surroundings.print("Nothing was exported.");
                return 1;
            }
            var totals = new StoreLogExport(files, surroundings.random()).run(overwrite);
            surroundings.print("Wrote %d chunks (%d stored, %d blocked) with %d recipients to %s.".formatted(
                    totals.chunks(), totals.storedChunks(), totals.blockedChunks(), totals.recipients(),
                    files.log().log()));
            surroundings.print("The index and the bytes of chunks are unchanged; the log records where they lie.");
            return 0;
        }
    }
}
