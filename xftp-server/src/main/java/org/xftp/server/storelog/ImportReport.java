package org.xftp.server.storelog;

import org.xftp.store.Totals;

/**
 * What an import has done.
 *
 * @param totals of the index as it is now
 * @param lines of the log
 * @param damaged lines that are no records; skipped
 * @param contradicting lines that tell of a chunk that is not there, or give an id for the second time; skipped
 * @param switchedOff chunks with status {@code off}, which nobody could reach; left out
 * @param missingBodies stored chunks without a body; answered as such from now on, as they were before
 * @param unknownBodies bodies of which no record tells
 * @param complete whether log and bodies fit so well that bodies without a record can be removed
 */
public record ImportReport(Totals totals, long lines, long damaged, long contradicting, long switchedOff,
        long missingBodies, long unknownBodies, boolean complete) {}
