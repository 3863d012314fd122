package org.xftp.protocol.description;

/** Whose replica ids and keys a description holds (docs/PROTOCOL.md section 6). */
public enum Party {
    /** May download and acknowledge. */
    RECIPIENT("recipient"),
    /** May delete and add recipients; stays with the sender. */
    SENDER("sender");

    private final String text;

    Party(String text) {
        this.text = text;
    }

    /** As written in descriptions. */
    public String text() {
        return text;
    }
}
