package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.xftp.store.ChunkId;

/** Finds the number of a chunk during an import. The last one is kept: records of one chunk often come together. */
final class SenderNumbers {
    private record Entry(ChunkId sender, int number) {}

    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private Optional<Entry> last = Optional.empty();

    SenderNumbers(Connection connection) throws SQLException {
        find = connection.prepareStatement("SELECT number FROM work.sender WHERE id = ?");
        insert = connection.prepareStatement("INSERT INTO work.sender (id, number) VALUES (?, ?)");
        delete = connection.prepareStatement("DELETE FROM work.sender WHERE id = ?");
    }

    Optional<Integer> find(ChunkId sender) throws SQLException {
        if (last.isPresent() && last.get().sender().equals(sender)) {
            return Optional.of(last.get().number());
        }
        find.setBytes(1, sender.toArray());
        try (ResultSet rows = find.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            last = Optional.of(new Entry(sender, rows.getInt(1)));
            return last.map(Entry::number);
        }
    }

    /** The id must not be there. */
    void add(ChunkId sender, int number) throws SQLException {
        insert.setBytes(1, sender.toArray());
        insert.setInt(2, number);
        insert.executeUpdate();
        last = Optional.of(new Entry(sender, number));
    }

    void remove(ChunkId sender) throws SQLException {
        delete.setBytes(1, sender.toArray());
        delete.executeUpdate();
        last = Optional.empty();
    }
}
