package org.xftp.server.behaviour;

/** The relays of the recorded cases, by the name in their field {@code relay}. */
enum RelayKind {
    PLAIN("plain"),
    ED25519("ed25519"),
    WEB("web"),
    PASSWORD("password"),
    UPLOADS_OFF("uploads off"),
    QUOTA("quota 300kb"),
    /** Not of the file: an Ed25519 relay whose limits on requests pass a hundred times sooner, for the slow cases. */
    HURRIED("hurried"),
    /** Like {@link #HURRIED}, and impatient with connections that do not get to a handshake. */
    IMPATIENT("impatient");

    private final String text;

    RelayKind(String text) {
        this.text = text;
    }

    static RelayKind named(String text) {
        for (RelayKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(text);
    }
}
