package org.xftp.client.behaviour;

import java.io.IOException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.protocol.wire.ByteWriter;

/** A ServerHandshake (docs/PROTOCOL.md section 2.1) that a scenario may bend before it is sent. */
final class HelloDraft {
    final RelayIdentity identity;
    final X25519PublicKey relayKey;
    int minVersion = 1;
    int maxVersion = 3;
    byte[] sessionId;
    List<CertificateDer> certificates;
    byte[] signedKey;
    Optional<byte[]> webIdentityProof = Optional.of(new byte[0]);
    byte[] tail = {};

    /** What a proper relay says, whatever the length of its TLS chain. */
    HelloDraft(RelayIdentity identity, X25519PublicKey relayKey, byte[] sessionId) {
        this.identity = identity;
        this.relayKey = relayKey;
        this.sessionId = sessionId;
        this.certificates = new ArrayList<>(List.of(identity.leaf().der(), identity.identity().der()));
        this.signedKey = signedKey(identity.leaf().keys().getPrivate(), true);
    }

    /** Signs the key again; {@code wrapped} puts the extra SEQUENCE around it that relays put there. */
    byte[] signedKey(PrivateKey signer, boolean wrapped) {
        try {
            ASN1Primitive key = ASN1Primitive.fromByteArray(relayKey.der());
            ASN1Encodable message = wrapped ? new DERSequence(key) : key;
            byte[] signature = identity.sign(signer, message.toASN1Primitive().getEncoded("DER"));
            return new DERSequence(new ASN1Encodable[]{message, new DERSequence(algorithm()),
                new DERBitString(signature)}).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ASN1ObjectIdentifier algorithm() {
        return identity.algorithm().equals("Ed448") ? EdECObjectIdentifiers.id_Ed448 : EdECObjectIdentifiers.id_Ed25519;
    }

    byte[] encode() {
        ByteWriter writer = new ByteWriter().u16(minVersion).u16(maxVersion).shortBytes(sessionId)
                .list(certificates, ByteWriter::largeBytes).largeBytes(signedKey);
        webIdentityProof.ifPresent(writer::shortBytes);
        return writer.tail(tail).toArray();
    }
}
