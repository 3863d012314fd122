package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.xftp.store.AuthKey;
import org.xftp.store.Totals;

/** Fills the table of ids from {@link StagedRow}s that come sorted: each id's party is known when the next id comes. */
final class PartyMerge {
    private final PreparedStatement insert;
    private final BitSet gone;
    private final BitSet stored;
    private final LongConsumer refused;
    private Optional<StagedRow> id = Optional.empty();
    private Optional<StagedRow> party = Optional.empty();
    private boolean body;
    private long recipients;
    private long missingBodies;
    private long knownBodies;
    private long unknownBodies;

    /**
     * @param gone numbers of chunks that were deleted
     * @param stored numbers of chunks that must have a body
     * @param refused told the lines of parties whose id is taken
     */
    PartyMerge(Connection connection, BitSet gone, BitSet stored, LongConsumer refused) throws SQLException {
        insert = connection.prepareStatement("INSERT INTO main.party (id, chunk, key) VALUES (?, ?, ?)");
        this.gone = gone;
        this.stored = stored;
        this.refused = refused;
    }

    void take(StagedRow row) throws SQLException {
        if (id.isEmpty() || !id.get().id().equals(row.id())) {
            end();
            id = Optional.of(row);
        }
        switch (row.kind()) {
            case StagedRow.BODY -> body = true;
            case StagedRow.ACKNOWLEDGEMENT -> remove();
            default -> add(row);
        }
    }

    private void add(StagedRow row) {
        if (gone.get(row.chunk())) {
            return;
        }
        if (party.isPresent()) {
            refused.accept(row.line());
        } else {
            party = Optional.of(row);
        }
    }

    /**
     * What the old index has was not acknowledged there, whatever a log says. That a recipient is gone already, perhaps
     * with its chunk, is what was wanted.
     */
    private void remove() {
        party = party.filter(row -> row.kind() != StagedRow.RECIPIENT || row.line() == 0);
    }

    /** No more rows of this id will come. */
    void end() throws SQLException {
        boolean sender = party.isPresent() && party.get().kind() == StagedRow.SENDER;
        if (party.isPresent()) {
            insert(party.get());
        }
        if (body && sender) {
            knownBodies++;
        } else if (body) {
            unknownBodies++;
        } else if (sender && stored.get(party.get().chunk())) {
            missingBodies++;
        }
        party = Optional.empty();
        body = false;
    }

    private void insert(StagedRow row) throws SQLException {
        insert.setBytes(1, row.id().toArray());
        insert.setInt(2, row.chunk());
        insert.setBytes(3, row.key().map(AuthKey::toArray).orElse(null));
        insert.executeUpdate();
        if (row.kind() == StagedRow.RECIPIENT) {
            recipients++;
        }
    }

    long recipients() {
        return recipients;
    }

    ImportCounts counts(Totals totals) {
        return new ImportCounts(totals, missingBodies, knownBodies, unknownBodies);
    }
}
