package org.xftp.client.behaviour;

/** What a client has asked of a played relay. */
enum Step {
    HELLO("hello"), CLIENT_HANDSHAKE("client handshake"), FNEW("FNEW"), FADD("FADD"), FPUT("FPUT"), FDEL("FDEL"), FGET(
            "FGET"),
    FACK("FACK"), PING("PING");

    private final String recordedAs;

    Step(String recordedAs) {
        this.recordedAs = recordedAs;
    }

    /** How the official recording names it. */
    String recordedAs() {
        return recordedAs;
    }

    boolean isHandshake() {
        return this == HELLO || this == CLIENT_HANDSHAKE;
    }
}
