package org.xftp.server;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;

/** A chunk's bytes with the keys of its owner and one recipient. */
public final class TestChunk {
    private final Ed25519PrivateKey sender;
    private final Ed25519PrivateKey recipient;
    private final byte[] content;

    private TestChunk(SecureRandom random, int size) {
        sender = Ed25519PrivateKey.generate(random);
        recipient = Ed25519PrivateKey.generate(random);
        content = new byte[size];
        random.nextBytes(content);
    }

    public static TestChunk random(int size) {
        return new TestChunk(new SecureRandom(), size);
    }

    public Ed25519PrivateKey sender() {
        return sender;
    }

    public Ed25519PrivateKey recipient() {
        return recipient;
    }

    public byte[] content() {
        return content.clone();
    }

    public int size() {
        return content.length;
    }

    public NewChunk registration() {
        return registration(content.length, Optional.empty());
    }

    public NewChunk registration(long size, Optional<Password> password) {
        return new NewChunk(sender.publicKey(), size, Digest.compute(content), List.of(recipient.publicKey()),
                password);
    }
}
