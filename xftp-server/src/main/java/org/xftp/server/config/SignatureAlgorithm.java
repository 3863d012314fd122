package org.xftp.server.config;

import java.security.SecureRandom;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.SigningKey;

/** The kinds of keys that a relay's certificates may have. */
public enum SignatureAlgorithm {
    ED448, ED25519;

    public SigningKey generate(SecureRandom random) {
        return switch (this) {
            case ED448 -> Ed448PrivateKey.generate(random);
            case ED25519 -> Ed25519PrivateKey.generate(random);
        };
    }

    AlgorithmIdentifier identifier() {
        return new AlgorithmIdentifier(switch (this) {
            case ED448 -> EdECObjectIdentifiers.id_Ed448;
            case ED25519 -> EdECObjectIdentifiers.id_Ed25519;
        });
    }

    static SignatureAlgorithm of(SigningKey key) {
        return switch (key) {
            case Ed448PrivateKey _ -> ED448;
            case Ed25519PrivateKey _ -> ED25519;
        };
    }
}
