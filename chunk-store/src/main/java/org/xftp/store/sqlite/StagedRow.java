package org.xftp.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.xftp.store.AuthKey;
import org.xftp.store.ChunkId;

/**
 * Something that happened to an id, as noted during an import.
 *
 * @param line of the log; 0 for what was there before it
 * @param kind one of the constants
 * @param chunk number of the chunk; 0 where none is known
 * @param key of a recipient
 */
record StagedRow(ChunkId id, long line, int kind, int chunk, Optional<AuthKey> key) {
    /** There is a body of this id. */
    static final int BODY = 0;
    static final int SENDER = 1;
    static final int RECIPIENT = 2;
    static final int ACKNOWLEDGEMENT = 3;

    /** All of them, each id's together and in the order in which they happened. */
    static final String SORTED = "SELECT id, line, kind, chunk, key FROM work.staged ORDER BY id, line, kind";

    static StagedRow read(ResultSet row) throws SQLException {
        return new StagedRow(
                ChunkId.of(row.getBytes(1)),
                row.getLong(2),
                row.getInt(3),
                row.getInt(4),
                Optional.ofNullable(row.getBytes(5)).map(AuthKey::of));
    }
}
