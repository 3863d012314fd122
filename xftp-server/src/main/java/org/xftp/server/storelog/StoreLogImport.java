package org.xftp.server.storelog;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import org.xftp.server.config.ConfigException;
import org.xftp.store.ChunkBodies;
import org.xftp.store.StoreId;
import org.xftp.store.file.FileBodies;
import org.xftp.store.file.FileBodies.FlatBodies;
import org.xftp.store.sqlite.ImportCounts;
import org.xftp.store.sqlite.ImportedLog;
import org.xftp.store.sqlite.IndexImport;
import org.xftp.store.sqlite.IndexImport.Base;

/**
 * Makes an index of the records of the official relay's store log. The log is read once, in bounded memory, and not
 * changed, nor is any body; the index appears whole or not at all, whatever happens meanwhile.
 *
 * @param identity the id that the index is to have; empty: that of the old one, or any
 * @param random for names of temporary files
 * @param report takes a line for the operator, without ids
 */
public record StoreLogImport(StoreFiles files, Optional<StoreId> identity, SecureRandom random,
        Consumer<String> report) {
    /** An import into the index in its usual place. */
    public StoreLogImport(StoreFiles files, SecureRandom random, Consumer<String> report) {
        this(files, Optional.empty(), random, report);
    }

    /** What becomes of the records that the index has. */
    public enum OldRecords {
        /** They stay and have the last word; the log adds chunks that they do not tell of. */
        KEPT,
        /** The log's take their place; the old index stays beside the new one. */
        REPLACED
    }

    /**
     * Imports, and leaves log and bodies as they are.
     *
     * @param old what becomes of the records that the index has
     * @param bodiesNeeded whether not to go on when no stored chunk has a body: the disk of bodies may not be mounted
     * @throws ConfigException when there is no log, it is being written to, or bodies are needed and missing
     * @throws IOException when storage fails or another process uses the store, in one line
     */
    public ImportReport run(OldRecords old, boolean bodiesNeeded) throws ConfigException, IOException {
        Path log = files.log().current().orElseThrow(
                () -> new ConfigException(files.log().log() + " does not exist: there is nothing to import"));
        try (var index = IndexImport.begin(files.index(), base(old));
                var bodies = FileBodies.open(files.bodies(), random, FlatBodies.OWN)) {
            if (identity.isPresent()) {
                index.setStoreId(identity.get());
            }
            bodies.requireBoundTo(index.storeId());
            String mark = mark(log);
            var reader = new ImportedRecords(index, log.getFileName() + ", line ", report);
            read(log, reader);
            addBodies(bodies, index);
            ImportCounts counts = reader.merge();
            if (!mark.equals(mark(log))) {
                throw new ConfigException(log + " has changed while it was read: stop the official relay first");
            }
            if (bodiesNeeded && counts.totals().storedChunks() > 0 && counts.knownBodies() == 0) {
                throw new ConfigException("none of the " + counts.totals().storedChunks() + " stored chunks has its"
                        + " bytes in " + files.bodies() + ": mount the disk or correct [FILES] path; to take over"
                        + " the records all the same, run: xftp-server database import --without-bodies");
            }
            var done = reader.report(counts);
            index.publish(new ImportedLog(mark, done.complete()));
            return done;
        }
    }

    private static Base base(OldRecords old) {
        return switch (old) {
            case KEPT -> Base.OLD_RECORDS;
            case REPLACED -> Base.NOTHING;
        };
    }

    private static String mark(Path log) throws IOException {
        try {
            return StoreLogFile.mark(log);
        } catch (IOException e) {
            throw failure(log, e);
        }
    }

    private static void read(Path log, ImportedRecords records) throws IOException {
        try (var lines = new LineReader(Files.newInputStream(log))) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                records.take(line.get());
            }
        } catch (FileSystemException e) {
            throw failure(log, e);
        }
    }

    private static IOException failure(Path log, IOException e) {
        var reason = e instanceof NoSuchFileException ? "it is gone" : "check owner and mode";
        return new IOException(log + " cannot be read: " + reason, e);
    }

    private static void addBodies(ChunkBodies bodies, IndexImport index) throws IOException {
        try (var listing = bodies.list()) {
            for (var id = listing.next(); id.isPresent(); id = listing.next()) {
                index.body(id.get());
            }
        }
    }
}
