package org.xftp.server.statistics;

import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of {@code file-server-stats.log}, which official programs read and write (docs/RELAY.md, statistics). */
final class StatisticsFormat {
    private StatisticsFormat() {}

    static String write(SavedStatistics saved) {
        var counts = saved.counts();
        return """
                fromTime=%s
                filesCreated=%d
                fileRecipients=%d
                filesUploaded=%d
                filesExpired=%d
                filesDeleted=%d
                filesBlocked=%d
                filesCount=%d
                filesSize=%d
                filesDownloaded:
                dayHashes=%s
                weekHashes=%s
                monthHashes=%s
                fileDownloads=%d
                fileDownloadAcks=%d
                """.formatted(saved.from(), counts.created(), counts.recipients(), counts.uploaded(), counts.expired(),
                counts.deleted(), counts.blocked(), saved.chunks(), saved.bytes(), list(saved.hashes().day()),
                list(saved.hashes().week()), list(saved.hashes().month()), counts.downloads(),
                counts.acknowledged());
    }

    private static String list(List<Long> hashes) {
        return hashes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * Reads the whole text, in memory that is bounded however long it is.
     *
     * @throws IOException when the text is not what official programs write, naming the line
     */
    static SavedStatistics read(Reader text) throws IOException {
        var lines = new StatisticsReader(text);
        var from = instant(lines.text("fromTime"));
        long created = lines.number("filesCreated");
        long recipients = lines.number("fileRecipients");
        long uploaded = lines.number("filesUploaded");
        // Older programs knew less.
        long expired = lines.optionalNumber("filesExpired");
        long deleted = lines.number("filesDeleted");
        long blocked = lines.optionalNumber("filesBlocked");
        long chunks = lines.optionalNumber("filesCount");
        long bytes = lines.optionalNumber("filesSize");
        lines.heading("filesDownloaded:");
        var hashes = new DownloadHashes(lines.hashes("dayHashes"), lines.hashes("weekHashes"),
                lines.hashes("monthHashes"));
        long downloads = lines.number("fileDownloads");
        long acknowledged = lines.number("fileDownloadAcks");
        lines.end();
        return new SavedStatistics(from, new RelayCounts(created, recipients, uploaded, expired, deleted, blocked,
                downloads, acknowledged), hashes, chunks, bytes);
    }

    private static Instant instant(String text) throws IOException {
        return parsed(text).orElseThrow(() -> new IOException("line 1 has no time"));
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
