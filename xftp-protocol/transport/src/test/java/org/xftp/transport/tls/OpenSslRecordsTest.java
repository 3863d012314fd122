package org.xftp.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.MaxFragmentLength;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xftp.protocol.crypto.ChaCha20Poly1305;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.TlsVersion;

/** Records of a relay, with a client that is all Bouncy Castle's. */
class OpenSslRecordsTest {
    private final EmbeddedChannel relay = new EmbeddedChannel(
            TlsHandler.server(TlsHandlerTest.SERVER, TlsHandlerTest.TIMEOUT, new TlsHandler.Listener() {
                @Override
                public void agreed(ChannelHandlerContext ctx, TlsAgreed agreed) {}

                @Override
                public void failed(IOException cause) {
                    throw new AssertionError(cause);
                }
            }));
    private final Client client = new Client();
    private boolean smallRecords;

    private static final class Client extends TlsClientProtocol {
        void updateKeys(boolean both) throws IOException {
            send13KeyUpdate(both);
        }

        byte[] sent() {
            byte[] bytes = new byte[getAvailableOutputBytes()];
            readOutput(bytes, 0, bytes.length);
            return bytes;
        }

        byte[] received() {
            byte[] bytes = new byte[getAvailableInputBytes()];
            readInput(bytes, 0, bytes.length);
            return bytes;
        }
    }

    /** Encrypts something else than content and type. */
    private static final class Odd extends BcTlsCrypto {
        private final UnaryOperator<byte[]> change;

        /** {@code change} gets content with its type behind it, and gives the inner plaintext but its last byte. */
        Odd(UnaryOperator<byte[]> change) {
            super(new SecureRandom());
            this.change = change;
        }

        @Override
        public TlsCipher createCipher(TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm)
                throws IOException {
            return new OddCipher(super.createCipher(parameters, encryptionAlgorithm, macAlgorithm), change);
        }
    }

    private record OddCipher(TlsCipher cipher, UnaryOperator<byte[]> change) implements TlsCipher {
        @Override
        public TlsEncodeResult encodePlaintext(long number, short type, ProtocolVersion version, int header,
                byte[] content, int offset, int length) throws IOException {
            byte[] inner = Arrays.copyOfRange(content, offset, offset + length + 1);
            inner[length] = (byte) type;
            byte[] odd = change.apply(inner);
            return cipher.encodePlaintext(number, (short) 0, version, header, odd, 0, odd.length);
        }

        @Override
        public TlsDecodeResult decodeCiphertext(long number, short type, ProtocolVersion version, byte[] sealed,
                int offset, int length) throws IOException {
            return cipher.decodeCiphertext(number, type, version, sealed, offset, length);
        }

        @Override
        public int getCiphertextDecodeLimit(int plaintextLimit) {
            return cipher.getCiphertextDecodeLimit(plaintextLimit);
        }

        @Override
        public int getCiphertextEncodeLimit(int plaintextLimit) {
            return cipher.getCiphertextEncodeLimit(plaintextLimit);
        }

        @Override
        public int getPlaintextDecodeLimit(int ciphertextLimit) {
            return cipher.getPlaintextDecodeLimit(ciphertextLimit);
        }

        @Override
        public int getPlaintextEncodeLimit(int ciphertextLimit) {
            return cipher.getPlaintextEncodeLimit(ciphertextLimit);
        }

        @Override
        public void rekeyDecoder() throws IOException {
            cipher.rekeyDecoder();
        }

        @Override
        public void rekeyEncoder() throws IOException {
            cipher.rekeyEncoder();
        }

        @Override
        public boolean usesOpaqueRecordTypeDecode() {
            return cipher.usesOpaqueRecordTypeDecode();
        }

        @Override
        public boolean usesOpaqueRecordTypeEncode() {
            return cipher.usesOpaqueRecordTypeEncode();
        }
    }

    @AfterEach
    void close() {
        relay.finishAndReleaseAll();
    }

    private void connect(TlsVersion version, BcTlsCrypto crypto) throws IOException {
        client.connect(new ClientPeer(ClientTlsSettings.nativePeer(chain -> {}).withVersions(version), crypto) {
            @Override
            @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // Bouncy Castle speaks in raw tables.
            public Hashtable getClientExtensions() throws IOException {
                Hashtable extensions = super.getClientExtensions();
                if (smallRecords) {
                    TlsExtensionsUtils.addMaxFragmentLengthExtension(extensions, MaxFragmentLength.pow2_9);
                }
                return extensions;
            }
        });
        for (byte[] hello = client.sent(); hello.length > 0; hello = client.sent()) {
            relay.writeInbound(Unpooled.wrappedBuffer(hello));
            client.offerInput(fromRelay());
        }
    }

    private void connect(TlsVersion version) throws IOException {
        connect(version, new BcTlsCrypto(new SecureRandom()));
    }

    private byte[] fromRelay() {
        return TlsHandlerTest.all(relay::readOutbound);
    }

    private byte[] readByRelay() {
        return TlsHandlerTest.all(relay::readInbound);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Both ways, in records of all sizes. */
    private void assertData() throws IOException {
        for (int length : new int[]{1, 1000, 16_384, 16_385, 100_000}) {
            byte[] data = bytes(length);
            client.writeApplicationData(data, 0, length);
            relay.writeInbound(Unpooled.wrappedBuffer(client.sent()));
            assertThat(readByRelay()).isEqualTo(data);
            relay.writeOutbound(Unpooled.wrappedBuffer(data));
            client.offerInput(fromRelay());
            assertThat(client.received()).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dataBothWays(TlsVersion version) throws IOException {
        connect(version);
        assertData();
    }

    @ParameterizedTest
    @EnumSource
    void dataIsOpenedPastBouncyCastle(TlsVersion version) throws IOException {
        Assumptions.assumeTrue(ChaCha20Poly1305.isAvailable(), "no libcrypto here");
        connect(version);
        client.writeApplicationData(bytes(100), 0, 100);
        byte[] record = client.sent();
        byte[] before = record.clone();
        relay.writeInbound(Unpooled.wrappedBuffer(record));
        assertThat(readByRelay()).isEqualTo(bytes(100));
        assertThat(record).as("Bouncy Castle decrypts in place").isEqualTo(before);
    }

    @Test
    void keysMayBeUpdated() throws IOException {
        connect(TlsVersion.TLS_1_3);
        assertData();
        client.updateKeys(false);
        assertData();
        client.updateKeys(true);
        relay.writeInbound(Unpooled.wrappedBuffer(client.sent()));
        relay.writeOutbound(Unpooled.EMPTY_BUFFER);
        relay.writeOutbound(Unpooled.wrappedBuffer(new byte[1]));
        byte[] answer = fromRelay();
        // A header, a message of 5 bytes with its type, and a tag; then the byte in a record of its own.
        assertThat(answer).hasSize(5 + 5 + 1 + 16 + 5 + 1 + 1 + 16);
        client.offerInput(answer);
        assertThat(client.received()).hasSize(1);
        assertData();
    }

    @Test
    void recordsMayBePadded() throws IOException {
        connect(TlsVersion.TLS_1_3, new Odd(inner -> Arrays.copyOf(inner, inner.length + 99)));
        byte[] data = bytes(10_000);
        client.writeApplicationData(data, 0, data.length);
        byte[] records = client.sent();
        assertThat(records).hasSize(5 + 10_000 + 1 + 99 + 1 + 16);
        relay.writeInbound(Unpooled.wrappedBuffer(records));
        assertThat(readByRelay()).isEqualTo(data);
    }

    @Test
    void recordsMayBeEmpty() throws IOException {
        AtomicBoolean empty = new AtomicBoolean();
        connect(TlsVersion.TLS_1_3, new Odd(inner -> empty.get() ? new byte[]{ContentType.application_data} : inner));
        empty.set(true);
        for (int i = 0; i < 3; i++) {
            client.writeApplicationData(bytes(10), 0, 10);
            relay.writeInbound(Unpooled.wrappedBuffer(client.sent()));
            assertThat(readByRelay()).isEmpty();
        }
        empty.set(false);
        client.writeApplicationData(bytes(10), 0, 10);
        relay.writeInbound(Unpooled.wrappedBuffer(client.sent()));
        assertThat(readByRelay()).isEqualTo(bytes(10));
    }

    @Test
    void aRecordOfZerosOnlyIsRefused() throws IOException {
        AtomicBoolean zeros = new AtomicBoolean();
        connect(TlsVersion.TLS_1_3, new Odd(inner -> zeros.get() ? new byte[50] : inner));
        zeros.set(true);
        client.writeApplicationData(bytes(10), 0, 10);
        relay.writeInbound(Unpooled.wrappedBuffer(client.sent()));
        assertAlert(AlertDescription.unexpected_message);
    }

    @Test
    void tooMuchContentIsRefused() throws IOException {
        connect(TlsVersion.TLS_1_3, new Odd(inner -> inner.length < 16_384 ? inner : Arrays.copyOf(inner, 16_386)));
        client.writeApplicationData(bytes(16_384), 0, 16_384);
        relay.writeInbound(Unpooled.wrappedBuffer(client.sent()));
        assertThat(readByRelay()).isEmpty();
        assertAlert(AlertDescription.record_overflow);
    }

    @ParameterizedTest
    @EnumSource
    void anotherVersionInAHeaderIsForged(TlsVersion version) throws IOException {
        connect(version);
        client.writeApplicationData(bytes(100), 0, 100);
        byte[] record = client.sent();
        record[2] = 1;
        relay.writeInbound(Unpooled.wrappedBuffer(record));
        assertThat(readByRelay()).isEmpty();
        assertAlert(AlertDescription.bad_record_mac);
    }

    /** RFC 6066 section 4. */
    @ParameterizedTest
    @EnumSource
    void aClientMayAskForSmallRecords(TlsVersion version) throws IOException {
        smallRecords = true;
        connect(version);
        assertData();
        relay.writeOutbound(Unpooled.wrappedBuffer(new byte[1024]));
        // Two records, each with header, tag and, in TLS 1.3, type.
        assertThat(fromRelay()).hasSize(1024 + 2 * (version == TlsVersion.TLS_1_3 ? 22 : 21));
    }

    @ParameterizedTest
    @EnumSource
    void writesOfNothingSendNothing(TlsVersion version) throws IOException {
        connect(version);
        assertData();
        relay.writeOutbound(Unpooled.EMPTY_BUFFER);
        assertThat(fromRelay()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aForgedRecordIsAnsweredWithAnAlert(TlsVersion version) throws IOException {
        connect(version);
        assertData();
        client.writeApplicationData(bytes(100), 0, 100);
        byte[] record = client.sent();
        record[50] ^= 1;
        relay.writeInbound(Unpooled.wrappedBuffer(record));
        assertThat(readByRelay()).isEmpty();
        assertAlert(AlertDescription.bad_record_mac);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatComesTwiceIsRefused(TlsVersion version) throws IOException {
        connect(version);
        client.writeApplicationData(bytes(100), 0, 100);
        byte[] record = client.sent();
        relay.writeInbound(Unpooled.copiedBuffer(record));
        assertThat(readByRelay()).hasSize(100);
        relay.writeInbound(Unpooled.copiedBuffer(record));
        assertThat(readByRelay()).isEmpty();
        assertAlert(AlertDescription.bad_record_mac);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordTooShortForItsTagIsRefused(TlsVersion version) throws IOException {
        connect(version);
        relay.writeInbound(Unpooled.wrappedBuffer(new byte[]{ContentType.application_data, 3, 3, 0, 15},
                new byte[15]));
        assertAlert(AlertDescription.decode_error);
    }

    private void assertAlert(short description) {
        assertThatThrownBy(() -> client.offerInput(fromRelay())).isInstanceOfSatisfying(TlsFatalAlertReceived.class,
                alert -> assertThat(alert.getAlertDescription()).isEqualTo(description));
    }
}
