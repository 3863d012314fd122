package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Turns errors of the driver into what an operator can act on; what the server says may hold values of rows. */
final class PostgresFailure {
    static final String AWAY = "the PostgreSQL database cannot be reached: check that it runs, and db_connection;"
            + " the relay goes on by itself when it is back";
    private static final String CONNECTION = "08";
    private static final String RESOURCES = "53";
    private static final String OPERATOR = "57P";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DATA_EXCEPTION = "22000";
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private PostgresFailure() {}

    static IOException in(SQLException failure) {
        return new IOException(advice(failure));
    }

    /** Whether an insert met a key that is there already. */
    static boolean isTaken(SQLException failure) {
        return UNIQUE_VIOLATION.equals(failure.getSQLState());
    }

    /** Whether the same transaction may succeed when it is done again: it met another one. */
    static boolean isConflict(SQLException failure) {
        return failure.getSQLState() != null && CONFLICTS.contains(failure.getSQLState());
    }

    /** Whether the connection is of no use any more. */
    static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith(CONNECTION) || state.startsWith(OPERATOR)));
    }

    /** An error that says that a row cannot be what was written. */
    static SQLException damaged(String what) {
        return new SQLException(what, DATA_EXCEPTION);
    }

    private static String advice(SQLException failure) {
        SQLException first = failure instanceof SQLTransientConnectionException
                && failure.getCause() instanceof SQLException cause ? cause : failure;
        String state = first.getSQLState() == null ? "" : first.getSQLState();
        return switch (state) {
            case "28000", "28P01" -> "PostgreSQL refuses the user or the password of db_connection";
            case "3D000" -> "the database that db_connection names does not exist: make it with createdb";
            case "42501" -> "the user of db_connection may not use the schema db_schema: grant it create and usage";
            case "25006" -> "the PostgreSQL server takes no changes: db_connection must lead to the primary";
            case "53100" -> "no space left on the disk of PostgreSQL: free some, the relay then goes on by itself";
            case "53300" -> "PostgreSQL has no connection left: raise max_connections or lower db_pool_size";
            default -> isConnectionLost(first) || state.startsWith(RESOURCES)
                    ? AWAY
                    : "PostgreSQL failed" + (state.isEmpty() ? "" : " with " + state) + message(first);
        };
    }

    /** Its first line: those that follow may quote keys. */
    private static String message(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().map(line -> ": " + line).orElse("");
    }
}
