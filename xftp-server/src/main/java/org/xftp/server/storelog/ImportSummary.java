package org.xftp.server.storelog;

import java.util.ArrayList;
import java.util.List;

/** Says in a few lines what an import has done. */
public final class ImportSummary {
    private ImportSummary() {}

    /** Lines for the operator, without ids. */
    public static List<String> of(ImportReport done) {
        var totals = done.totals();
        var lines = new ArrayList<String>();
        lines.add(("Took over %d lines: the index holds %d chunks (%d stored, %d blocked) for %d recipients,"
                + " %d bytes.").formatted(done.lines(), totals.chunks(), totals.storedChunks(),
                        totals.blockedChunks(), totals.recipients(), totals.storedBytes()));
        add(lines, done.damaged(), "damaged lines were skipped.");
        add(lines, done.contradicting(), "lines that do not fit those before them were skipped.");
        add(lines, done.switchedOff(), "chunks that are switched off were left out.");
        add(lines, done.missingBodies(), "stored chunks have no bytes on the disk; senders can upload them again.");
        add(lines, done.unknownBodies(), done.complete()
                ? "files of chunks that no record knows will be removed."
                : "files of chunks that no record knows stay; xftp-server verify --quarantine sets them aside.");
        lines.add("The store log is unchanged.");
        return lines;
    }

    private static void add(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(count + " " + what);
        }
    }
}
