package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.wire.ByteWriter;

class EncryptedFileTest {
    private static final Secret KEY = Secret.of(Vectors.hex(Vectors.load("encrypted-files"), "key"));
    private static final Nonce NONCE = Nonce.of(Vectors.hex(Vectors.load("encrypted-files"), "nonce"));
    private static final FileHeader HEADER = new FileHeader("notes.txt", Optional.of("extra"));

    static Stream<JsonNode> vectors() {
        return Fixtures.cases("encrypted-files").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encryptsAsOfficialSenders(JsonNode vector) {
        byte[] file = Vectors.pattern(vector.required("size").intValue(), 13);
        FileHeader header = FileHeader.named(vector.required("name").textValue());
        List<Integer> sizes = EncryptedLayout.of(header, file.length).chunkSizes();

        byte[] encrypted = encrypt(header, file, made -> sizes.get(made));

        assertThat(sizes).containsExactlyElementsOf(vector.required("chunkSizes").valueStream().map(JsonNode::intValue)
                .toList());
        assertThat(encrypted).hasSize(vector.required("encryptedSize").intValue());
        assertThat(encrypted).startsWith(Vectors.hex(vector, "firstBytes")).endsWith(Vectors.hex(vector, "tag"));
        assertThat(FileDigest.compute(encrypted).hex()).isEqualTo(vector.required("sha512").textValue());
        assertThat(chunkDigests(encrypted, sizes)).containsExactlyElementsOf(vector.required("chunkSha256")
                .valueStream().map(JsonNode::textValue).toList());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decryptsWhatOfficialSendersMake(JsonNode vector) throws DamagedFileException {
        byte[] file = Vectors.pattern(vector.required("size").intValue(), 13);
        FileHeader header = FileHeader.named(vector.required("name").textValue());

        Decrypted decrypted = decrypt(encrypt(header, file, _ -> 1 << 20), _ -> 1 << 20);

        assertThat(decrypted.header).isEqualTo(header);
        assertThat(decrypted.file).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1 << 16})
    void anyFragmentsGiveTheSame(int fragment) throws DamagedFileException {
        byte[] file = Vectors.pattern(60_000, 5);

        byte[] encrypted = encrypt(HEADER, file, _ -> fragment);
        Decrypted decrypted = decrypt(encrypted.clone(), _ -> fragment);

        assertThat(encrypted).isEqualTo(encrypt(HEADER, file, _ -> 1 << 16));
        assertThat(decrypted.header).isEqualTo(HEADER);
        assertThat(decrypted.file).isEqualTo(file);
    }

    @Property(tries = 50)
    void roundTripsInRandomFragments(@ForAll @IntRange(max = 70_000) int length,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 40_000) Integer> fragments)
            throws DamagedFileException {
        byte[] file = Vectors.pattern(length, 3);
        IntUnaryOperator sizes = made -> fragments.get(made % fragments.size());

        Decrypted decrypted = decrypt(encrypt(HEADER, file, sizes), sizes);

        assertThat(decrypted.file).isEqualTo(file);
    }

    @Test
    void touchesNothingOutsideItsPartOfTheBuffer() throws DamagedFileException {
        byte[] buffer = new byte[70_000];
        byte[] file = Vectors.pattern(60_000, 5);
        try (FileEncryptor encryptor = new FileEncryptor(KEY, NONCE, HEADER, file.length);
                FileDecryptor decryptor = new FileDecryptor(KEY, NONCE, 65_536)) {
            encryptor.encrypt(buffer, 1000, 65_536, reading(file));
            FileDecryptor.Span span = decryptor.decrypt(buffer, 1000, 65_536);

            assertThat(span.offset()).isEqualTo(1000 + encryptor.layout().fileOffset());
            assertThat(Arrays.copyOfRange(buffer, span.offset(), span.offset() + span.length())).isEqualTo(file);
            assertThat(Arrays.copyOf(buffer, 1000)).containsOnly(0);
            assertThat(Arrays.copyOfRange(buffer, 66_536, buffer.length)).containsOnly(0);
        }
    }

    @Test
    void makesTheSamePieceAgainAfterAFailedRead() throws IOException {
        byte[] file = Vectors.pattern(60_000, 5);
        byte[] encrypted = new byte[65_536];
        try (FileEncryptor encryptor = new FileEncryptor(KEY, NONCE, HEADER, file.length)) {
            encryptor.encrypt(encrypted, 0, 5000, reading(file));
            assertThatIOException().isThrownBy(() -> encryptor.encrypt(encrypted, 5000, 5000, (_, _, _, _) -> {
                throw new IOException("disk");
            }));
            assertThat(encryptor.position()).isEqualTo(5000);
            encryptor.encrypt(encrypted, 5000, encrypted.length - 5000, reading(file));
        }
        assertThat(encrypted).isEqualTo(encrypt(HEADER, file, _ -> 1 << 16));
    }

    @Test
    void knowsHeaderAndLengthAsSoonAsTheyAreThere() throws DamagedFileException {
        byte[] encrypted = encrypt(HEADER, new byte[77], _ -> 1 << 16);
        try (FileDecryptor decryptor = new FileDecryptor(KEY, NONCE, encrypted.length)) {
            int fileOffset = EncryptedLayout.of(HEADER, 77).fileOffset();
            decryptor.decrypt(encrypted, 0, fileOffset - 1);
            assertThat(decryptor.header()).isEmpty();
            assertThat(decryptor.fileLength()).isEmpty();
            decryptor.decrypt(encrypted, fileOffset - 1, 1);
            assertThat(decryptor.header()).contains(HEADER);
            assertThat(decryptor.fileLength()).hasValue(77);
            assertThat(decryptor.position()).isEqualTo(fileOffset);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 65_519, 65_520, 65_535})
    void refusesAChangedFile(int place) {
        byte[] encrypted = encrypt(HEADER, new byte[60_000], _ -> 1 << 16);
        encrypted[place] ^= 1;

        assertDamaged(encrypted, "the file was changed on its way, or its key is wrong");
    }

    @Test
    void refusesAFileThatEndsEarly() throws DamagedFileException {
        byte[] encrypted = encrypt(HEADER, new byte[60_000], _ -> 1 << 16);
        try (FileDecryptor decryptor = new FileDecryptor(KEY, NONCE, encrypted.length)) {
            decryptor.decrypt(encrypted, 0, encrypted.length - 1);

            assertThatExceptionOfType(DamagedFileException.class).isThrownBy(decryptor::finish).withMessage(
                    "the encrypted file ends early");
        }
    }

    @Test
    void refusesLengthsAndHeadersThatMakeNoSense() {
        String length = "the file's length does not fit its encrypted form, or its key is wrong";
        String header = "the file's header cannot be read";

        assertDamaged(sealed(-1, "016130"), length);
        assertDamaged(sealed(Long.MAX_VALUE, "016130"), length);
        assertDamaged(sealed(65_536 - 24 + 1, "016130"), length);
        assertDamaged(sealed(0, "016130"), header);
        assertDamaged(sealed(2, "016130"), header);
        assertDamaged(sealed(100, "016132"), header);
        assertDamaged(sealed(4, "016131ff"), header);
    }

    @Test
    void takesTheLargestContentAndTheSmallest() throws DamagedFileException {
        assertThat(decrypt(sealed(65_536 - 24, "016130"), _ -> 1 << 16).file).hasSize(65_536 - 24 - 3);
        assertThat(decrypt(sealed(3, "016130"), _ -> 1).file).isEmpty();
    }

    @Test
    void refusesMoreThanTheWholeFile() {
        byte[] buffer = new byte[65_537];
        try (FileEncryptor encryptor = new FileEncryptor(KEY, NONCE, HEADER, 1);
                FileDecryptor decryptor = new FileDecryptor(KEY, NONCE, 65_536)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encryptor.encrypt(buffer, 0, 65_537, reading(buffer)));
            assertThatIllegalArgumentException().isThrownBy(() -> decryptor.decrypt(buffer, 0, 65_537));
            assertThatIllegalArgumentException().isThrownBy(() -> new FileDecryptor(KEY, NONCE, 23));
        }
    }

    private static final class Decrypted {
        private final FileHeader header;
        private final byte[] file;

        Decrypted(FileHeader header, byte[] file) {
            this.header = header;
            this.file = file;
        }
    }

    private static byte[] encrypt(FileHeader header, byte[] file, IntUnaryOperator fragment) {
        try (FileEncryptor encryptor = new FileEncryptor(KEY, NONCE, header, file.length)) {
            byte[] encrypted = new byte[(int) encryptor.layout().encryptedSize()];
            int offset = 0;
            for (int made = 0; offset < encrypted.length; made++) {
                int length = Math.min(fragment.applyAsInt(made), encrypted.length - offset);
                encryptor.encrypt(encrypted, offset, length, reading(file));
                offset += length;
            }
            return encrypted;
        }
    }

    private static FileBytes<RuntimeException> reading(byte[] file) {
        return (position, target, offset, length) -> System.arraycopy(file, (int) position, target, offset, length);
    }

    private static Decrypted decrypt(byte[] encrypted, IntUnaryOperator fragment) throws DamagedFileException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (FileDecryptor decryptor = new FileDecryptor(KEY, NONCE, encrypted.length)) {
            int offset = 0;
            for (int made = 0; offset < encrypted.length; made++) {
                int length = Math.min(fragment.applyAsInt(made), encrypted.length - offset);
                FileDecryptor.Span span = decryptor.decrypt(encrypted, offset, length);
                file.write(encrypted, span.offset(), span.length());
                offset += length;
            }
            decryptor.finish();
            assertThat(decryptor.fileLength()).hasValue(file.size());
            return new Decrypted(decryptor.header().orElseThrow(), file.toByteArray());
        }
    }

    /** A 64 KiB file with the right tag, whatever its length and header say. */
    private static byte[] sealed(long contentLength, String header) {
        byte[] sealed = Arrays.copyOf(new ByteWriter().i64(contentLength).bytes(Vectors.hex(header)).toArray(), 65_536);
        try (SecretBox box = SecretBox.encrypting(KEY, NONCE)) {
            box.update(sealed, 0, 65_520);
            System.arraycopy(box.tag(), 0, sealed, 65_520, 16);
        }
        return sealed;
    }

    private static void assertDamaged(byte[] encrypted, String message) {
        for (int fragment : new int[]{1 << 16, 1}) {
            assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> decrypt(encrypted.clone(),
                    _ -> fragment)).withMessage(message);
        }
    }

    private static List<String> chunkDigests(byte[] encrypted, List<Integer> sizes) {
        List<String> digests = new ArrayList<>();
        int offset = 0;
        for (int size : sizes) {
            digests.add(Digest.compute(Arrays.copyOfRange(encrypted, offset, offset + size)).hex());
            offset += size;
        }
        return digests;
    }
}
