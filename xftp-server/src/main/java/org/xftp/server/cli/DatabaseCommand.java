package org.xftp.server.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.Secret;
import org.xftp.server.storelog.ImportSummary;
import org.xftp.server.storelog.RecordPlace;
import org.xftp.server.storelog.RecordsMove;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.server.storelog.StoreLogExport;
import org.xftp.server.storelog.StoreLogImport;
import org.xftp.server.storelog.StoreLogImport.OldRecords;
import org.xftp.store.Totals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "database", mixinStandardHelpOptions = true, description = "Take records of chunks from one place to another: the official relay's store log, the index in the log directory, PostgreSQL; the relay must be stopped.", synopsisSubcommandLabel = "COMMAND")
final class DatabaseCommand implements Runnable {
    private static final String PLACES = "log|sqlite|postgres";

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

    /** The relay whose records they are. */
    private record Store(StoreFiles files, RelayIni ini) {
        /** Which index the ini names. */
        RecordPlace index() {
            return ini.remote().index().isPresent() ? RecordPlace.POSTGRES : RecordPlace.SQLITE;
        }

        Object name(RecordPlace place) {
            return switch (place) {
                case LOG -> files.log().log();
                case SQLITE -> files.index();
                case POSTGRES -> "schema " + ini.database().schema() + " of PostgreSQL";
            };
        }
    }

    /** @param other the place besides its index; the password of PostgreSQL is read only where that is either */
    private Store store(RecordPlace other) throws ConfigException {
        var directories = RelayDirectories.of(surroundings.environment());
        var ini = RelayIni.readWithoutSecrets(directories.configuration());
        if (other == RecordPlace.POSTGRES || ini.remote().index().isPresent()) {
            ini = RelayIni.read(directories.configuration(), surroundings.environment(), Set.of(Secret.DATABASE));
        }
        return new Store(StoreFiles.of(directories.log(), ini.files()), ini);
    }

    private RecordsMove move(Store store) {
        return new RecordsMove(store.files(), store.ini().database(), surroundings.random(), surroundings::print);
    }

    private boolean confirmed(String question) throws IOException {
        surroundings.out().print(question + " [y/N] ");
        surroundings.out().flush();
        var answer = surroundings.in().readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }

    private static ConfigException same(RecordPlace place) {
        return new ConfigException("the ini names " + place.name().toLowerCase(Locale.ROOT) + " as its index: name"
                + " another place, or change store_files first");
    }

    private void sqliteToPostgres(Store store) throws ConfigException, IOException {
        var done = move(store).sqliteToPostgres();
        summary(done, store.name(RecordPlace.POSTGRES));
        surroundings.print("The old index is " + store.files().index() + RecordsMove.TAKEN_OVER + " now. The bytes of"
                + " chunks stay where they are.");
        if (store.index() != RecordPlace.POSTGRES) {
            surroundings.print("Before the next start: store_files = database in the section STORE_LOG of the ini.");
        }
    }

    private void postgresToSqlite(Store store) throws ConfigException, IOException {
        var done = move(store).postgresToSqlite();
        summary(done, store.files().index());
        surroundings.print("The tables in PostgreSQL are unchanged, and of no use from the next start on.");
        if (store.index() != RecordPlace.SQLITE) {
            surroundings.print("Before the next start: store_files = memory in the section STORE_LOG of the ini.");
        }
    }

    private void summary(Totals totals, Object place) {
        surroundings.print("Wrote %d chunks (%d stored, %d blocked) with %d recipients to %s.".formatted(
                totals.chunks(), totals.storedChunks(), totals.blockedChunks(), totals.recipients(), place));
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = "Fill the index that the ini names with the records of another place.")
    final class Import implements Callable<Integer> {
        @Option(names = "--from", paramLabel = PLACES, description = "where they are; usually file-server-store.log")
        private RecordPlace from = RecordPlace.LOG;

        @Option(names = {"-y", "--yes"}, description = "do not ask")
        private boolean sure;

        @Option(names = "--merge", description = "keep the records of the index in the log directory and add those of the log that it does not know")
        private boolean merge;

        @Option(names = "--replace", description = "take the records of the log instead of those of the index in the log directory")
        private boolean replace;

        @Option(names = "--without-bodies", description = "go on even when no chunk of the log has its bytes in [FILES] path")
        private boolean withoutBodies;

        @Override
        public Integer call() throws ConfigException, IOException {
            var store = store(from);
            checkOptions(store);
            if (from == RecordPlace.LOG && store.files().log().current().isEmpty()) {
                throw new ConfigException(store.files().log().log() + " does not exist");
            }
            var source = from == RecordPlace.LOG ? store.files().log().current().orElseThrow() : store.name(from);
            if (!sure && !confirmed("Import " + source + " into " + store.name(store.index()) + "?")) {
                surroundings.print("Nothing was imported.");
                return 1;
            }
            switch (from) {
                case LOG -> importLog(store);
                case SQLITE -> sqliteToPostgres(store);
                case POSTGRES -> postgresToSqlite(store);
            }
            return 0;
        }

        private void importLog(Store store) throws ConfigException, IOException {
            if (store.index() == RecordPlace.POSTGRES) {
                ImportSummary.of(move(store).logToPostgres(!withoutBodies)).forEach(surroundings::print);
                surroundings.print("It has the ending " + RecordsMove.TAKEN_OVER + " now.");
                return;
            }
            var done = new StoreLogImport(store.files(), surroundings.random(), surroundings::print)
                    .run(replace ? OldRecords.REPLACED : OldRecords.KEPT, !withoutBodies);
            ImportSummary.of(done).forEach(surroundings::print);
        }

        private void checkOptions(Store store) throws ConfigException, IOException {
            if (merge && replace) {
                throw new ConfigException("--merge and --replace exclude each other");
            }
            if (from == store.index()) {
                throw same(from);
            }
            if (from != RecordPlace.LOG || store.index() != RecordPlace.SQLITE) {
                if (merge || replace) {
                    throw new ConfigException("--merge and --replace are for a store log and an index in the log"
                            + " directory");
                }
                return;
            }
            long chunks = merge || replace ? 0 : store.files().chunks();
            if (chunks > 0) {
                throw new ConfigException(store.files().index() + " holds " + chunks + " chunks already: --merge adds"
                        + " those of the log that it does not know, --replace takes those of the log instead");
            }
        }
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Write the records of the index that the ini names to another place.")
    final class Export implements Callable<Integer> {
        @Option(names = "--to", paramLabel = PLACES, description = "where to; usually file-server-store.log, for the official relay")
        private RecordPlace to = RecordPlace.LOG;

        @Option(names = {"-y", "--yes"}, description = "do not ask")
        private boolean sure;

        @Option(names = "--overwrite", description = "replace a log that is there already")
        private boolean overwrite;

        @Override
        public Integer call() throws ConfigException, IOException {
            var store = store(to);
            if (to == store.index()) {
                throw same(to);
            }
            if (overwrite && to != RecordPlace.LOG) {
                throw new ConfigException("--overwrite is for a store log");
            }
            if (!sure && !confirmed("Export " + store.name(store.index()) + " to " + store.name(to) + "?")) {
                surroundings.print("Nothing was exported.");
                return 1;
            }
            switch (to) {
                case LOG -> exportLog(store);
                case SQLITE -> postgresToSqlite(store);
                case POSTGRES -> sqliteToPostgres(store);
            }
            return 0;
        }

        private void exportLog(Store store) throws ConfigException, IOException {
            if (store.ini().remote().bodies().isPresent()) {
                throw new ConfigException("the official relay reads chunks from the disk: the ini has bodies = s3, so"
                        + " move them first, with bodies = disk and bodies_from = s3");
            }
            var export = new StoreLogExport(store.files(), surroundings.random());
            var totals = store.index() == RecordPlace.POSTGRES
                    ? export.run(store.ini().database(), overwrite)
                    : export.run(overwrite);
            summary(totals, store.files().log().log());
            surroundings.print("The index and the bytes of chunks are unchanged; the log records where they lie.");
        }
    }
}
