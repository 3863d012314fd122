package org.xftp.protocol.handshake;

/** The relay is not the one meant, or does not speak with us. The message may be shown to a user. */
public final class HandshakeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The rule of docs/PROTOCOL.md section 2.1 that was broken. */
    public enum Problem {
        REFUSED("the relay refused the handshake"),
        MALFORMED("the relay's handshake cannot be read"),
        SESSION("the relay's handshake belongs to another connection"),
        CERTIFICATES("the relay's handshake does not list exactly two certificates"),
        IDENTITY("the relay is not the one that the address names"),
        SIGNATURE("the relay's key is not signed by its certificate"),
        VERSION("the relay speaks no protocol version that we speak");

        private final String message;

        Problem(String message) {
            this.message = message;
        }
    }

    private final Problem problem;

    HandshakeException(Problem problem) {
        super(problem.message);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
