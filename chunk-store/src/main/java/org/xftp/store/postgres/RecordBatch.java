package org.xftp.store.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkRecord;
import org.xftp.store.Recipient;
import org.xftp.store.StoreId;
import org.xftp.store.sql.StateColumns;

/** Writes records by thousands of rows a statement. Belongs to one thread. */
final class RecordBatch {
    /** Of both tables together. */
    private static final int MOST_ROWS = 10_000;
    private static final String CHUNKS = "INSERT INTO chunk (number, created, size, id, state, sender_key, digest, reason)"
            + " OVERRIDING SYSTEM VALUE SELECT * FROM unnest(?::bigint[], ?::integer[], ?::integer[], ?::uuid[],"
            + " ?::smallint[], ?::bytea[], ?::bytea[], ?::text[])";
    private static final String PARTIES = "INSERT INTO party (id, chunk, key)"
            + " SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bytea[])";

    /** A row of the table party; without a key it is the sender's. */
    private record Party(UUID id, long chunk, Optional<AuthKey> key) {}

    /** A row of the table chunk. */
    private record Row(long number, Chunk chunk) {}

    private final Connection connection;
    private final List<Row> chunks = new ArrayList<>();
    private final List<Party> parties = new ArrayList<>();
    private long next = 1;

    RecordBatch(Connection connection) {
        this.connection = connection;
    }

    /** That the next chunk will have. */
    long nextNumber() {
        return next;
    }

    void add(ChunkRecord record) throws SQLException {
        chunks.add(new Row(next, record.chunk()));
        parties.add(new Party(ChunkRow.uuid(record.chunk().id()), next, Optional.empty()));
        for (Recipient recipient : record.recipients()) {
            parties.add(new Party(ChunkRow.uuid(recipient.id()), next, Optional.of(recipient.key())));
        }
        next++;
        if (chunks.size() + parties.size() >= MOST_ROWS) {
            flush();
        }
    }

    void flush() throws SQLException {
        if (chunks.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(CHUNKS)) {
            bind(insert, 1, "bigint", chunks.stream().map(Row::number).toArray());
            bind(insert, 2, "int4", each(row -> (int) (row.createdHour() / Chunk.HOUR)));
            bind(insert, 3, "int4", each(Chunk::size));
            bind(insert, 4, "uuid", each(chunk -> ChunkRow.uuid(chunk.id())));
            bind(insert, 5, "int2", each(chunk -> (short) StateColumns.number(chunk.state())));
            bind(insert, 6, "bytea", chunks.stream().map(row -> row.chunk().senderKey().toArray())
                    .toArray(byte[][]::new));
            bind(insert, 7, "bytea", chunks.stream().map(row -> row.chunk().digest().toArray())
                    .toArray(byte[][]::new));
            bind(insert, 8, "text",
                    chunks.stream().map(row -> StateColumns.reason(row.chunk().state())).toArray(String[]::new));
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(PARTIES)) {
            bind(insert, 1, "uuid", parties.stream().map(Party::id).toArray());
            bind(insert, 2, "bigint", parties.stream().map(Party::chunk).toArray());
            bind(insert, 3, "bytea", parties.stream().map(party -> party.key().map(AuthKey::toArray).orElse(null))
                    .toArray(byte[][]::new));
            insert.executeUpdate();
        }
        chunks.clear();
        parties.clear();
    }

    private Object[] each(java.util.function.Function<Chunk, Object> column) {
        return chunks.stream().map(Row::chunk).map(column).toArray();
    }

    private void bind(PreparedStatement statement, int position, String type, @Nullable Object[] values)
            throws SQLException {
        statement.setArray(position, connection.createArrayOf(type, values));
    }

    static UUID uuid(StoreId id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toArray());
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
