package org.xftp.server.storelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.server.config.ConfigException;
import org.xftp.server.storelog.StoreLogImport.OldRecords;
import org.xftp.store.sqlite.ImportedLog;
import org.xftp.store.sqlite.SqliteIndex;

/**
 * Takes over the records of an official relay on the first start beside its store log (docs/RELAY.md, takeover).
 *
 * @param random for names of temporary files
 * @param report takes lines for the operator
 */
public record Takeover(StoreFiles files, SecureRandom random, Consumer<String> report) {
    /**
     * Imports the store log, if there is one, unless that was done before. Takes no time then.
     *
     * @throws ConfigException when the log is another than the one that was imported: the official relay has run
     *     since, and which records count is for the operator to say
     * @throws IOException when storage fails or another process uses the store, in one line
     */
    public void beforeStart() throws ConfigException, IOException {
        Optional<Path> log = files.log().current();
        if (log.isEmpty()) {
            return;
        }
        var imported = imported();
        if (imported.isEmpty()) {
            report.accept("Taking over the chunks recorded in " + log.get() + "...");
            ImportSummary.of(new StoreLogImport(files, random, report).run(OldRecords.KEPT, true)).forEach(report);
        } else if (!imported.get().mark().equals(StoreLogFile.mark(log.get()))) {
            throw new ConfigException(log.get() + " is not the log that was taken over or exported: to take over the"
                    + " records of the official relay anew, run: xftp-server database import --replace; to go on"
                    + " without them, move the log away");
        }
    }

    private Optional<ImportedLog> imported() throws IOException {
        if (!Files.exists(files.index())) {
            return Optional.empty();
        }
        try (var index = SqliteIndex.open(files.index())) {
            return index.importedLog();
        }
    }
}
