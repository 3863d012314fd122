package org.xftp.server.storelog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.xftp.server.config.ConfigException;
import org.xftp.store.ChunkRecords;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;
import org.xftp.store.file.FileBodies;
import org.xftp.store.postgres.PostgresRecords;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.sqlite.ImportedLog;
import org.xftp.store.sqlite.SqliteIndex;

/**
 * Writes the records of an index as the official relay's store log, for the way back. Memory does not grow with their
 * number; the log appears whole, with mode 0600, or not at all.
 *
 * @param random for names of temporary files
 */
public record StoreLogExport(StoreFiles files, SecureRandom random) {
    private static final String OWNER_ONLY = "rw-------";

    /**
     * Exports; index and bodies stay as they are.
     *
     * @param overwrite whether a log that is there may be replaced; a twin of it is then set aside under another name
     * @return what was written
     * @throws ConfigException when there is no index, or a log that may not be replaced
     * @throws IOException when storage fails or another process uses the store, in one line
     */
    public Totals run(boolean overwrite) throws ConfigException, IOException {
        if (!Files.exists(files.index())) {
            throw new ConfigException(files.index() + " does not exist: there is nothing to export");
        }
        requireFree(overwrite);
        try (var index = SqliteIndex.open(files.index())) {
            write(ChunkRecords.of(index), index.storeId());
            var mark = StoreLogFile.mark(files.log().log());
            index.setImportedLog(new ImportedLog(mark,
                    index.importedLog().map(ImportedLog::complete).orElse(false)));
            return index.totals();
        }
    }

    /** The same from records in PostgreSQL. */
    public Totals run(PostgresSettings database, boolean overwrite) throws ConfigException, IOException {
        requireFree(overwrite);
        try (var records = PostgresRecords.open(database)) {
            write(records, records.storeId());
            return records.totals();
        }
    }

    private void requireFree(boolean overwrite) throws ConfigException {
        var there = files.log().current();
        if (there.isPresent() && !overwrite) {
            throw new ConfigException(there.get() + " is there already: move it away, or replace it with --overwrite");
        }
    }

    private void write(ChunkRecords records, StoreId store) throws IOException {
        try (var bodies = FileBodies.open(files.bodies(), random)) {
            bodies.requireBoundTo(store);
            publish(records, bodies);
        }
    }

    private void publish(ChunkRecords records, FileBodies bodies) throws IOException {
        Path log = files.log().log();
        Path unfinished = log.resolveSibling(log.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            try (var channel = create(unfinished)) {
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                write(records, bodies, out);
                out.flush();
                channel.force(true);
            }
            if (Files.exists(files.log().twin())) {
                Files.move(files.log().twin(), log.resolveSibling(log.getFileName() + ".start.replaced"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(unfinished, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(log.toAbsolutePath().resolveSibling(""));
        } catch (FileSystemException e) {
            throw new IOException(log + " cannot be written: " + (e instanceof AccessDeniedException
                    ? "check owner and mode of its directory"
                    : Optional.ofNullable(e.getReason()).orElse(e.getClass().getSimpleName())), e);
        } finally {
            discard(unfinished);
        }
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // The next export begins by removing it.
        }
    }

    private static void write(ChunkRecords records, FileBodies bodies, OutputStream out) throws IOException {
        for (var record = records.next(); record.isPresent(); record = records.next()) {
            var chunk = record.get().chunk();
            for (String line : StoreLogWriter.lines(chunk, record.get().recipients(),
                    bodies.place(chunk.id()).toAbsolutePath())) {
                out.write(line.getBytes(StandardCharsets.ISO_8859_1));
                out.write('\n');
            }
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file));
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return posix(file)
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))}
                : new FileAttribute<?>[0];
    }

    private static void force(Path directory) throws IOException {
        if (posix(directory)) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
