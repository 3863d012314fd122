package org.xftp.protocol.description;

/**
 * A description, link or address that cannot be used. The message is one line, says what is wrong
 * and is safe to show: it holds no keys, ids, digests or passwords.
 */
public final class DescriptionException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * With its message.
     *
     * @param message one line without anything secret
     */
    public DescriptionException(String message) {
        super(message);
    }
}
