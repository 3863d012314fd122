package org.xftp.server.statistics;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** {@code file-server-stats.log} on disk, and what is done when it is damaged. */
final class StatisticsFile {
    private static final System.Logger LOG = System.getLogger(StatisticsFile.class.getName());

    /** What was saved, and when. */
    record Found(SavedStatistics saved, Instant written) {}

    private final Path file;

    StatisticsFile(Path file) {
        this.file = file;
    }

    /**
     * What was saved last; empty when nothing was. A damaged file is put aside with the ending {@code .damaged}, so
     * that the operator can look into it.
     *
     * @throws IOException when the file can be neither read nor put aside
     */
    Optional<Found> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return Optional.of(new Found(StatisticsFormat.read(text), Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            var aside = file.resolveSibling(file.getFileName() + ".damaged");
            LOG.log(Level.WARNING, "statistics are begun anew: {0} {1}; it is kept as {2}", file.getFileName(),
                    e.getMessage(), aside.getFileName());
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        }
    }

    /** Puts these in the place of those that were saved before. */
    void write(SavedStatistics statistics, Instant now) throws IOException {
        WholeFile.write(file, StatisticsFormat.write(statistics));
        // By this a later start knows which days have ended since, whatever clock it was written by.
        Files.setLastModifiedTime(file, FileTime.from(now));
    }
}
