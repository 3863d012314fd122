package org.xftp.client.relay;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.wire.Block;
import org.xftp.transport.ClientStream;
import org.xftp.transport.EarlyReplyException;

/**
 * One request and its reply on a connection. Closed before both are complete, it gives up the connection: official
 * relays do not bear a reset stream (docs/PROTOCOL.md section 2).
 */
final class RelayExchange implements AutoCloseable {
    private static final int TAG_BYTES = 16;
    private static final int NO_CONTENT = 204;
    private static final int PIECE = 64 << 10;

    /** Bytes behind a reply that are read and ignored, as official clients do; more of them end the connection. */
    private static final int MAX_REST = 64 << 10;

    private final ClientStream stream;
    private final Runnable giveUp;
    private boolean sent;
    private boolean finished;

    /** @param giveUp closes the connection */
    RelayExchange(ClientStream stream, Runnable giveUp) {
        this.stream = stream;
        this.giveUp = giveUp;
    }

    /** Sends the request's block and what follows it; stops early when the relay already answered. */
    void send(byte[] block, byte[] data, int offset, int length) throws IOException {
        try {
            if (length == 0) {
                stream.finish(block, 0, block.length);
            } else {
                stream.write(block, 0, block.length);
                stream.finish(data, offset, length);
            }
            sent = true;
        } catch (EarlyReplyException e) {
            // The relay has decided; its reply is there to be read.
            return;
        }
    }

    /** The first block of the reply. */
    byte[] receiveBlock() throws IOException {
        checkContent();
        byte[] block = new byte[Block.SIZE];
        receive(block, 0, block.length);
        return block;
    }

    /** Everything that the relay says, if that is at most {@code limit} bytes; a longer reply is cut there. */
    byte[] receiveUpTo(int limit) throws IOException {
        checkContent();
        byte[] bytes = new byte[limit];
        return Arrays.copyOf(bytes, readSome(bytes, 0, limit));
    }

    /** Of all statuses official clients mind only the one that says there is no body. */
    private void checkContent() throws IOException {
        if (stream.status() == NO_CONTENT) {
            throw new EOFException("a reply without content");
        }
    }

    /**
     * The encrypted chunk behind a reply, opened in {@code target} while it comes in.
     *
     * @throws XftpClientException of kind INTEGRITY when it ends early or the tag is wrong
     */
    void receiveBody(SecretBox box, byte[] target, int offset, int length, Pace.Watch watch)
            throws IOException, XftpClientException {
        byte[] tag = new byte[TAG_BYTES];
        try {
            for (int received = 0; received < length;) {
                int count = stream.read(target, offset + received, Math.min(PIECE, length - received));
                if (count < 0) {
                    throw new EOFException();
                }
                box.update(target, offset + received, count);
                received += count;
                watch.received(received);
            }
            receive(tag, 0, tag.length);
        } catch (EOFException e) {
            throw new XftpClientException(FailureKind.INTEGRITY, "the relay sent only a part of a chunk", e);
        }
        if (!box.verify(tag)) {
            throw new XftpClientException(FailureKind.INTEGRITY, "a chunk was changed on its way from the relay");
        }
    }

    private void receive(byte[] target, int offset, int length) throws IOException {
        if (readSome(target, offset, length) < length) {
            throw new EOFException("the reply ends early");
        }
    }

    private int readSome(byte[] target, int offset, int length) throws IOException {
        int received = 0;
        while (received < length) {
            int count = stream.read(target, offset + received, length - received);
            if (count < 0) {
                break;
            }
            received += count;
        }
        return received;
    }

    /** Reads up to the end of the reply. */
    void finish() throws IOException {
        byte[] rest = new byte[4096];
        for (int ignored = 0; ignored <= MAX_REST;) {
            int count = stream.read(rest, 0, rest.length);
            if (count < 0) {
                finished = true;
                return;
            }
            ignored += count;
        }
    }

    @Override
    public void close() {
        if (!sent || !finished) {
            giveUp.run();
        }
    }
}
