package org.xftp.store.sqlite;

/** What became of one record that was to be imported. */
public enum ImportStep {
    /** The new index has it. */
    TAKEN,
    /** It tells of a chunk that the index had before, whose own word counts: nothing changed. */
    KNOWN,
    /** It tells of a chunk that does not exist, or gives an id that is taken: nothing changed. */
    REFUSED
}
