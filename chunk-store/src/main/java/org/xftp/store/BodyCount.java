package org.xftp.store;

/** Counts the bytes of a body against the size it must have. Not safe for use by several threads. */
public final class BodyCount {
    private final long expected;
    private long received;

    /** Begins at 0 of {@code expected} bytes. */
    public BodyCount(long expected) {
        this.expected = expected;
    }

    /** {@code length} more bytes have come. */
    public void add(int length) {
        received += length;
    }

    /** Whether more bytes have come than there must be: no need to take any more. */
    public boolean tooLong() {
        return received > expected;
    }

    /** Whether exactly as many bytes have come as there must be. */
    public boolean complete() {
        return received == expected;
    }
}
