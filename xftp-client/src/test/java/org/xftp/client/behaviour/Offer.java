package org.xftp.client.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;

/** An encrypted file of 64 KiB chunks that a scenario may bend before a played relay holds it. */
final class Offer {
    static final int CHUNK = 65536;

    private final SecureRandom random = new SecureRandom();
    private final Secret key = Secret.random(random);
    private final Nonce nonce = Nonce.random(random);
    /** What the relay holds. */
    byte[] encrypted;
    /** What the description says of it. */
    byte[] digest;
    List<byte[]> chunkDigests;
    /** Bytes that the relay lacks at the end of the last chunk. */
    int missing;
    String redirect = "";

    /** A proper file and a proper description of it. */
    Offer(FileDraft file) {
        encrypted = encrypt(file.plaintext());
        digest = FileDigest.compute(encrypted).toArray();
        chunkDigests = chunks().stream().map(chunk -> Digest.compute(chunk).toArray()).toList();
    }

    /** A file without a name that holds a description of {@code size} bytes behind which the real file lies. */
    static Offer redirectTo(String description, long size, FileDigest digest) {
        FileDraft file = new FileDraft();
        file.name("");
        file.content = description.getBytes(UTF_8);
        Offer offer = new Offer(file);
        offer.redirect = "redirect:\n  digest: " + base64(digest.toArray()) + "\n  size: " + size + "\n";
        return offer;
    }

    /** Makes the description true again after {@link #encrypted} was bent. */
    void describeAgain() {
        digest = FileDigest.compute(encrypted).toArray();
        chunkDigests = chunks().stream().map(chunk -> Digest.compute(chunk).toArray()).toList();
    }

    FileDigest encryptedDigest() {
        return FileDigest.compute(encrypted);
    }

    /** Puts the chunks on the relay and writes the recipient's description of them. */
    String publish(PlayedRelay relay) {
        StringBuilder lines = new StringBuilder();
        List<byte[]> chunks = chunks();
        for (int i = 0; i < chunks.size(); i++) {
            lines.append("  - ").append(i + 1).append(':').append(base64(relay.hold(held(chunks, i)))).append(':')
                    .append(base64(Ed25519PrivateKey.generate(random).pkcs8())).append(':')
                    .append(base64(chunkDigests.get(i))).append('\n');
        }
        return """
                chunkSize: 64kb
                digest: %s
                key: %s
                nonce: %s
                party: recipient
                %sreplicas:
                - chunks:
                %s  server: %s
                size: %dkb
                """.formatted(base64(digest), base64(key.toArray()), nonce.base64Url(), redirect, lines,
                relay.address(), encrypted.length / 1024);
    }

    private byte[] encrypt(byte[] plaintext) {
        try (SecretBox box = SecretBox.encrypting(key, nonce)) {
            byte[] whole = Arrays.copyOf(plaintext, plaintext.length + FileDraft.TAG);
            box.update(whole, 0, plaintext.length);
            System.arraycopy(box.tag(), 0, whole, plaintext.length, FileDraft.TAG);
            return whole;
        }
    }

    private byte[] held(List<byte[]> chunks, int index) {
        byte[] chunk = chunks.get(index);
        return index == chunks.size() - 1 ? Arrays.copyOf(chunk, chunk.length - missing) : chunk;
    }

    private List<byte[]> chunks() {
        return IntStream.iterate(0, from -> from < encrypted.length, from -> from + CHUNK)
                .mapToObj(from -> Arrays.copyOfRange(encrypted, from, Math.min(encrypted.length, from + CHUNK)))
                .toList();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
