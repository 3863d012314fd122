package org.xftp.server.storelog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xftp.server.storelog.LineReader.Line;
import org.xftp.server.storelog.StoreLogRecord.Acknowledged;
import org.xftp.server.storelog.StoreLogRecord.BlockedChunk;
import org.xftp.server.storelog.StoreLogRecord.BodyStored;
import org.xftp.server.storelog.StoreLogRecord.Deleted;
import org.xftp.server.storelog.StoreLogRecord.NewChunk;
import org.xftp.server.storelog.StoreLogRecord.NewRecipients;
import org.xftp.store.ChunkId;
import org.xftp.store.sqlite.ImportCounts;
import org.xftp.store.sqlite.ImportStep;
import org.xftp.store.sqlite.IndexImport;

/** Takes the lines of a log to an index, and counts and reports those that are of no use. */
final class ImportedRecords {
    /** Lines that are named to the operator; of the others there is only the number. */
    private static final int MAX_NAMED = 20;

    private final IndexImport index;
    private final String place;
    private final Consumer<String> report;
    private final List<ChunkId> switchedOff = new ArrayList<>();
    private long lines;
    private long damaged;
    private long contradicting;

    /** @param place what comes before the number of a line in messages */
    ImportedRecords(IndexImport index, String place, Consumer<String> report) {
        this.index = index;
        this.place = place;
        this.report = report;
    }

    void take(Line line) throws IOException {
        lines++;
        if (line.text().filter(String::isBlank).isPresent()) {
            return;
        }
        var record = line.ended()
                ? line.text().flatMap(StoreLogParser::parse)
                : line.text().flatMap(StoreLogParser::parseUnended);
        if (record.isEmpty()) {
            damaged++;
            name(line.number(), "damaged");
        } else if (apply(line.number(), record.get()) == ImportStep.REFUSED) {
            contradict(line.number());
        }
    }

    private void contradict(long line) {
        contradicting++;
        name(line, "does not fit what is before it");
    }

    private void name(long line, String what) {
        if (damaged + contradicting <= MAX_NAMED) {
            report.accept(place + line + ": " + what + "; skipped");
        }
    }

    private ImportStep apply(long line, StoreLogRecord record) throws IOException {
        return switch (record) {
            case NewChunk(var chunk, boolean off) -> {
                if (off) {
                    switchedOff.add(chunk.id());
                }
                yield index.add(line, chunk);
            }
            case NewRecipients(var sender, var recipients) -> index.addRecipients(line, sender, recipients);
            case BodyStored(var sender) -> index.markStored(sender);
            case BlockedChunk(var sender, String reason) -> index.block(sender, reason);
            case Deleted(var sender) -> {
                index.delete(sender);
                yield ImportStep.TAKEN; // Deleted twice is deleted.
            }
            case Acknowledged(var recipient) -> {
                index.removeRecipient(line, recipient);
                yield ImportStep.TAKEN;
            }
        };
    }

    /** All lines have been taken. */
    ImportCounts merge() throws IOException {
        for (ChunkId chunk : switchedOff) {
            index.delete(chunk);
        }
        return index.merge(this::contradict);
    }

    /** Bodies are taken for unwanted only where the log is whole and knows most of them. */
    ImportReport report(ImportCounts counts) {
        long left = damaged + contradicting - MAX_NAMED;
        if (left > 0) {
            report.accept(place.substring(0, place.indexOf(',')) + ": " + left + " more lines are of no use; skipped");
        }
        boolean complete = damaged == 0 && switchedOff.isEmpty() && counts.unknownBodies() <= counts.knownBodies();
        return new ImportReport(counts.totals(), lines, damaged, contradicting, switchedOff.size(),
                counts.missingBodies(), counts.unknownBodies(), complete);
    }
}
