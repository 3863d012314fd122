package org.xftp.server.statistics;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * {@code file-server-stats.daily.log}: one line a day, as official programs write it (docs/RELAY.md, statistics). The
 * columns of week and month are filled in on the days on which one ends.
 */
final class DailyLog {
    private static final int LONGEST_LINE = 512;

    private final Path file;

    DailyLog(Path file) {
        this.file = file;
    }

    /**
     * Appends the line of the day on which {@code ended} began to count, unless it is the last line already. A part of
     * that line, which a crash or a full disk left, is replaced.
     */
    void append(RelaySnapshot ended, LocalDate today) throws IOException {
        var begin = day(ended) + ",";
        var last = lastLine();
        boolean finished = last.isEmpty() || last.endsWith("\n");
        if (finished && last.startsWith(begin)) {
            return; // The line was written before a crash, and the counts were not saved any more.
        }
        boolean cutShort = !finished && (last.startsWith(begin) || begin.startsWith(last));
        var text = (finished || cutShort ? "" : "\n") + line(ended, today) + "\n";
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(channel.size() - (cutShort ? last.length() : 0));
            Channels.newOutputStream(channel.truncate(channel.position()))
                    .write(text.getBytes(StandardCharsets.US_ASCII));
            channel.force(true);
        }
    }

    static LocalDate day(RelaySnapshot counted) {
        return LocalDate.ofInstant(counted.from(), ZoneOffset.UTC);
    }

    private static String line(RelaySnapshot ended, LocalDate today) {
        var day = day(ended);
        var counts = ended.counts();
        var different = ended.downloaded();
        return String.join(",", day.toString(), text(counts.created()), text(counts.recipients()),
                text(counts.uploaded()), text(counts.deleted()), text(different.day()),
                DistinctDownloads.weekEnded(day, today) ? text(different.week()) : "",
                DistinctDownloads.monthEnded(day, today) ? text(different.month()) : "", text(counts.downloads()),
                text(counts.acknowledged()), text(ended.chunks()), text(ended.bytes()), text(counts.expired()));
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    /** With its end, if it has one. */
    private String lastLine() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LONGEST_LINE, log.length())];
            log.seek(log.length() - end.length);
            log.readFully(end);
            var text = new String(end, StandardCharsets.ISO_8859_1);
            return text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
        }
    }
}
