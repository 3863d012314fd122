package org.xftp.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.Recipient;
import org.xftp.store.RecipientChunk;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;

/** What is read. The driver keeps the statements prepared for each connection. */
final class Queries {
    private static final String FROM_PARTY = " FROM party p JOIN chunk c ON c.number = p.chunk ";
    static final String BY_SENDER = "SELECT " + ChunkRow.COLUMNS + FROM_PARTY + "WHERE p.id = ? AND p.key IS NULL";
    static final String BY_RECIPIENT = "SELECT " + ChunkRow.COLUMNS + ", p.key" + FROM_PARTY
            + "WHERE p.id = ? AND p.key IS NOT NULL";
    static final String RECIPIENTS = "SELECT r.id, r.key FROM party s JOIN party r ON r.chunk = s.chunk"
            + " WHERE s.id = ? AND s.key IS NULL AND r.key IS NOT NULL ORDER BY r.id";
    static final String SCAN = "SELECT " + ChunkRow.COLUMNS + FROM_PARTY
            + "WHERE p.id > ? AND p.key IS NULL ORDER BY p.id LIMIT ?";
    /** Everything from the first possible id on. */
    static final String SCAN_ALL = "SELECT " + ChunkRow.COLUMNS + FROM_PARTY
            + "WHERE p.key IS NULL ORDER BY p.id LIMIT ?";
    static final String TOTALS = "SELECT chunks, stored, blocked, recipients, bytes FROM store";
    static final String USED = "SELECT bytes + (SELECT coalesce(sum(reserved), 0) FROM process) FROM store";
    private static final String STORE = "SELECT id FROM store";

    private Queries() {}

    static Optional<Chunk> findBySender(Connection connection, ChunkId sender) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BY_SENDER)) {
            query.setObject(1, ChunkRow.uuid(sender));
            return chunks(query).stream().findFirst();
        }
    }

    static Optional<RecipientChunk> findByRecipient(Connection connection, ChunkId recipient) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BY_RECIPIENT)) {
            query.setObject(1, ChunkRow.uuid(recipient));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new RecipientChunk(AuthKey.of(rows.getBytes(ChunkRow.COUNT + 1)),
                                ChunkRow.read(rows).chunk()))
                        : Optional.empty();
            }
        }
    }

    static List<Recipient> recipients(Connection connection, ChunkId sender) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(RECIPIENTS)) {
            query.setObject(1, ChunkRow.uuid(sender));
            List<Recipient> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Recipient(
                            ChunkRow.id(rows.getObject(1, UUID.class)), AuthKey.of(rows.getBytes(2))));
                }
            }
            return found;
        }
    }

    static List<Chunk> scan(Connection connection, Optional<ChunkId> after, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(after.isPresent() ? SCAN : SCAN_ALL)) {
            int next = 1;
            if (after.isPresent()) {
                query.setObject(next++, ChunkRow.uuid(after.get()));
            }
            query.setInt(next, limit);
            return chunks(query);
        }
    }

    static Totals totals(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TOTALS);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw PostgresFailure.damaged("the totals are missing");
            }
            return new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }

    static long used(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(USED);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw PostgresFailure.damaged("the totals are missing");
            }
            return row.getLong(1);
        }
    }

    static StoreId storeId(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STORE);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw PostgresFailure.damaged("the store's id is missing");
            }
            return StoreId.of(ChunkRow.bytes(row.getObject(1, UUID.class)));
        }
    }

    private static List<Chunk> chunks(PreparedStatement query) throws SQLException {
        List<Chunk> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(ChunkRow.read(rows).chunk());
            }
        }
        return found;
    }
}
