package org.xftp.store.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.xftp.store.sql.PendingChange;
import org.xftp.store.sqlite.BatchWriter.Change;

/** A change on its way to the database. */
final class SqliteChange<T extends @Nullable Object> extends PendingChange<T> {
    private final Change<T> change;

    SqliteChange(Change<T> change) {
        this.change = change;
    }

    /**
     * Does the change and keeps how it ended.
     *
     * @return false when it was refused or has a bug, and what it did is to be taken back
     * @throws SQLException on any other error; the connection is not to be used any more
     */
    boolean apply(Writer writer) throws SQLException {
        try {
            succeeded(change.apply(writer));
            return true;
        } catch (SQLException e) {
            if (!SqliteFailure.isTaken(e)) {
                throw e;
            }
            failed(e);
            return false;
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }
}
