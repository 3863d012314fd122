package org.xftp.store.sqlite;

import org.xftp.store.Totals;

/**
 * What an import has made.
 *
 * @param totals of the new index
 * @param missingBodies chunks that are recorded as stored, but have no body
 * @param knownBodies bodies whose chunk is in the index
 * @param unknownBodies bodies of which the index knows nothing
 */
public record ImportCounts(Totals totals, long missingBodies, long knownBodies, long unknownBodies) {}
