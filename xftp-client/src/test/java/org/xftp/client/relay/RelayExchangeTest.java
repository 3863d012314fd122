package org.xftp.client.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.client.Failing;
import org.xftp.client.FailureKind;
import org.xftp.client.TestFiles;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.wire.Block;

/** Replies in pieces of every size, the smallest one byte. */
class RelayExchangeTest {
    private static final Secret KEY = Secret.of(new byte[32]);
    private static final Nonce NONCE = Nonce.of(new byte[24]);
    private static final int SIZE = 5000;

    private final byte[] block = TestFiles.bytes(Block.SIZE);
    private final AtomicBoolean givenUp = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16373, 1 << 20})
    void aChunkIsOpenedWhateverItsPieces(int piece) throws IOException, XftpClientException {
        byte[] target = new byte[SIZE + 20];
        try (RelayExchange exchange = exchange(encrypted(), piece)) {
            assertThat(exchange.receiveBlock()).isEqualTo(block);
            exchange.receiveBody(SecretBox.decrypting(KEY, NONCE), target, 10, SIZE, Pace.Watch.NONE);
            exchange.finish();
        }
        assertThat(Arrays.copyOfRange(target, 10, 10 + SIZE)).isEqualTo(TestFiles.bytes(SIZE));
        assertThat(givenUp).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 20})
    void bytesBehindTheTagAreIgnored(int piece) throws IOException, XftpClientException {
        byte[] longer = Arrays.copyOf(encrypted(), encrypted().length + 100);
        try (RelayExchange exchange = exchange(longer, piece)) {
            exchange.receiveBlock();
            exchange.receiveBody(SecretBox.decrypting(KEY, NONCE), new byte[SIZE], 0, SIZE, Pace.Watch.NONE);
            exchange.finish();
        }
        assertThat(givenUp).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, SIZE + 16})
    void aMissingEndIsNoticed(int missing) throws IOException {
        byte[] shorter = Arrays.copyOf(encrypted(), SIZE + 16 - missing);
        try (RelayExchange exchange = exchange(shorter, 1)) {
            exchange.receiveBlock();
            Failing.with(FailureKind.INTEGRITY,
                    () -> exchange.receiveBody(SecretBox.decrypting(KEY, NONCE), new byte[SIZE], 0, SIZE,
                            Pace.Watch.NONE));
        }
        assertThat(givenUp).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SIZE - 1, SIZE, SIZE + 15})
    void anyChangedByteIsNoticed(int position) throws IOException {
        byte[] changed = encrypted();
        changed[position] ^= 4;
        try (RelayExchange exchange = exchange(changed, 1000)) {
            exchange.receiveBlock();
            Failing.with(FailureKind.INTEGRITY,
                    () -> exchange.receiveBody(SecretBox.decrypting(KEY, NONCE), new byte[SIZE], 0, SIZE,
                            Pace.Watch.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Block.SIZE - 1})
    void aReplyShorterThanABlockIsNone(int length) throws IOException {
        FakeStream stream = new FakeStream(Arrays.copyOf(block, length), 1);
        try (RelayExchange exchange = new RelayExchange(stream, () -> givenUp.set(true))) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(exchange::receiveBlock);
        }
        assertThat(givenUp).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5000})
    void anEndlessReplyIsCutOff(int piece) throws IOException {
        try (RelayExchange exchange = exchange(new byte[1 << 20], piece)) {
            exchange.receiveBlock();
            exchange.finish();
        }
        assertThat(givenUp).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEarlyReplyEndsTheUploadAndTheConnection(boolean early) throws IOException {
        FakeStream stream = new FakeStream(block, 1000);
        stream.answersAfter(early ? 100_000 : Integer.MAX_VALUE);
        byte[] chunk = TestFiles.bytes(300_000);
        try (RelayExchange exchange = new RelayExchange(stream, () -> givenUp.set(true))) {
            exchange.send(block, chunk, 100, 200_000);
            assertThat(exchange.receiveBlock()).isEqualTo(block);
            exchange.finish();
        }
        assertThat(givenUp.get()).isEqualTo(early);
        if (!early) {
            assertThat(stream.written()).startsWith(block).hasSize(Block.SIZE + 200_000)
                    .endsWith(Arrays.copyOfRange(chunk, 100, 200_100));
        }
    }

    private static byte[] encrypted() {
        byte[] bytes = Arrays.copyOf(TestFiles.bytes(SIZE), SIZE + 16);
        try (SecretBox box = SecretBox.encrypting(KEY, NONCE)) {
            box.update(bytes, 0, SIZE);
            System.arraycopy(box.tag(), 0, bytes, SIZE, 16);
        }
        return bytes;
    }

    /** An exchange whose request is sent, and whose reply is a block and {@code body}. */
    private RelayExchange exchange(byte[] body, int piece) throws IOException {
        byte[] reply = Arrays.copyOf(block, block.length + body.length);
        System.arraycopy(body, 0, reply, block.length, body.length);
        RelayExchange exchange = new RelayExchange(new FakeStream(reply, piece), () -> givenUp.set(true));
        exchange.send(block, new byte[0], 0, 0);
        return exchange;
    }
}
