package org.xftp.server.control;

/** Who an operator's session has proved to be. */
enum ControlRole {
    NONE("CPRNone"), USER("CPRUser"), ADMIN("CPRAdmin");

    private final String text;

    ControlRole(String text) {
        this.text = text;
    }

    /** The name that official programs print. */
    String text() {
        return text;
    }
}
