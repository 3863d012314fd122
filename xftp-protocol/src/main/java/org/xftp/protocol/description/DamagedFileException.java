package org.xftp.protocol.description;

/** An encrypted file is not what its sender made. The message is one line and safe to show. */
public final class DamagedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * With its message.
     *
     * @param message what is wrong, without keys, ids, names or content
     */
    public DamagedFileException(String message) {
        super(message);
    }
}
