package org.xftp.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * One request and its reply. Writing writes the request's body, reading reads the reply's. One
 * thread may write while another reads.
 */
public interface ClientStream extends ByteInput, ByteOutput {
    /**
     * {@inheritDoc}
     *
     * @throws EarlyReplyException when the whole reply is already there
     */
    @Override
    void write(byte[] b, int off, int len) throws IOException;

    /** Waits for the reply's head; the read timeout holds. */
    int status() throws IOException;

    /** Waits for the reply's head; the read timeout holds. */
    Headers headers() throws IOException;

    /** Longest wait for the reply's head or a byte; zero (as at the start) waits for ever. */
    void readTimeout(Duration timeout);

    /** Longest time in which the server takes nothing of the body; zero (as at the start) waits for ever. */
    void writeTimeout(Duration timeout);

    /**
     * {@code listener} hears how many bytes of the body the server has read so far, as far as it says so by giving back
     * the stream's window: later than it read them, not of the last ones, and too much if it widens the window. On a
     * thread that must not wait, at most until the reply is there.
     */
    void onRead(LongConsumer listener);

    /**
     * Gives the request up. Unless both directions are complete this closes the whole connection,
     * because official relays close it anyway when a stream is reset.
     */
    void cancel();
}
