package org.xftp.server.storelog;

/** Where the records of a relay's chunks can be. */
public enum RecordPlace {
    /** The official relay's store log in the log directory. */
    LOG,
    /** This relay's index in the log directory. */
    SQLITE,
    /** The tables of {@code db_connection} and {@code db_schema}. */
    POSTGRES
}
