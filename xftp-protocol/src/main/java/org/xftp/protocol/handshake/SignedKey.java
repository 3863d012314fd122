package org.xftp.protocol.handshake;

import org.xftp.protocol.crypto.Ed25519PublicKey;
import org.xftp.protocol.crypto.Ed448PublicKey;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.VerifyingKey;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteString;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * A relay's X25519 key signed by its leaf certificate's key, as DER: {@code SEQUENCE { SEQUENCE {
 * SubjectPublicKeyInfo }, AlgorithmIdentifier, BIT STRING }} (docs/PROTOCOL.md section 2.1). The
 * inner, extra SEQUENCE is part of the format, and what is signed.
 */
public final class SignedKey extends ByteString {
    private static final byte[] WRAPPER = {0x30, 0x2c};
    private static final int KEY_LENGTH = 44;

    private final X25519PublicKey key;
    private final Form form;
    private final byte[] signature;

    /** The constant parts, which depend on the kind of the leaf's key. */
    private enum Form {
        ED25519(64) {
            @Override
            byte[] head() {
                return new byte[]{0x30, 0x78};
            }

            @Override
            byte[] middle() {
                return new byte[]{0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x41, 0};
            }
        },
        ED448(114) {
            @Override
            byte[] head() {
                return new byte[]{0x30, (byte) 0x81, (byte) 0xaa};
            }

            @Override
            byte[] middle() {
                return new byte[]{0x30, 5, 6, 3, 0x2b, 0x65, 0x71, 3, 0x73, 0};
            }
        };

        private final int signatureLength;

        Form(int signatureLength) {
            this.signatureLength = signatureLength;
        }

        /** The outer SEQUENCE. */
        abstract byte[] head();

        /** The algorithm, and the BIT STRING up to the signature. */
        abstract byte[] middle();

        static Form of(VerifyingKey leaf) {
            return switch (leaf) {
                case Ed25519PublicKey _ -> ED25519;
                case Ed448PublicKey _ -> ED448;
            };
        }
    }

    private SignedKey(X25519PublicKey key, Form form, byte[] signature) {
        super(new ByteWriter().bytes(form.head()).bytes(wrapped(key)).bytes(form.middle()).bytes(signature).toArray());
        this.key = key;
        this.form = form;
        this.signature = signature;
    }

    /** Signs {@code key} with the key of the relay's leaf certificate. */
    public static SignedKey sign(SigningKey leaf, X25519PublicKey key) {
        return new SignedKey(key, Form.of(leaf.publicKey()), leaf.sign(wrapped(key)));
    }

    /**
     * Strict: exactly this structure with one of the two algorithms.
     *
     * @throws WireException for anything else
     */
    public static SignedKey decode(byte[] der) {
        ByteReader reader = new ByteReader(der);
        Form form = Form.ED25519;
        if (!reader.skipIf(form.head())) {
            form = Form.ED448;
            expect(reader, form.head());
        }
        expect(reader, WRAPPER);
        X25519PublicKey key = X25519PublicKey.decode(reader.bytes(KEY_LENGTH));
        expect(reader, form.middle());
        byte[] signature = reader.bytes(form.signatureLength);
        reader.end();
        return new SignedKey(key, form, signature);
    }

    /** The relay's key, to be trusted only after {@link #verify}. */
    public X25519PublicKey key() {
        return key;
    }

    /** Whether this key signed. */
    public boolean verify(VerifyingKey leaf) {
        return Form.of(leaf) == form && leaf.verify(wrapped(key), signature);
    }

    private static byte[] wrapped(X25519PublicKey key) {
        return new ByteWriter().bytes(WRAPPER).bytes(key.der()).toArray();
    }

    private static void expect(ByteReader reader, byte[] constant) {
        if (!reader.skipIf(constant)) {
            throw new WireException(reader.position(), "not the DER of a signed key");
        }
    }
}
