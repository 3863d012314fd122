package org.xftp.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns errors of the driver into what an operator can act on. They hold no values of rows, so they stay the cause. */
final class SqliteFailure {
    private SqliteFailure() {}

    static IOException in(SQLException failure) {
        return new IOException(advice(failure), failure);
    }

    /** Whether an insert met a key that is there already. */
    static boolean isTaken(SQLException failure) {
        return failure instanceof SQLiteException e
                && e.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY;
    }

    /** An error that says that a row cannot be what was written. */
    static SQLException damaged(String what) {
        return new SQLiteException(what, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    private static String advice(SQLException failure) {
        if (failure.getCause() instanceof NativeLibraryNotFoundException) {
            return "the SQLite library cannot be unpacked and loaded: the temporary directory must be writable and not"
                    + " mounted noexec; -Dorg.sqlite.tmpdir=DIR names another";
        }
        // The low byte is the kind of error, the others tell more of it.
        int kind = failure instanceof SQLiteException e ? e.getResultCode().code & 0xff : -1;
        if (kind == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return "the store database is not a database: restore it from a copy, or move it away to begin anew";
        }
        if (kind == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return "the store database is damaged: stop the relay and restore it from a copy,"
                    + " or repair it with the .recover command of the sqlite3 program";
        }
        if (kind == SQLiteErrorCode.SQLITE_FULL.code) {
            return "no space left for the store database: free some, the relay then goes on by itself";
        }
        if (kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "another program keeps the store database locked: close it";
        }
        if (kind == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || kind == SQLiteErrorCode.SQLITE_READONLY.code
                || kind == SQLiteErrorCode.SQLITE_PERM.code) {
            return "the store database cannot be opened for writing: check owner and mode of the file and its directory";
        }
        if (kind == SQLiteErrorCode.SQLITE_IOERR.code) {
            return "the disk of the store database reports errors: check the disk";
        }
        return "the store database failed: " + failure.getMessage();
    }
}
