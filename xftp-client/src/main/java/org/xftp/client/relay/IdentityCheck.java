package org.xftp.client.relay;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.crypto.CertificateChain;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.CryptoException;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.VerifyingKey;
import org.xftp.transport.CertificateCheck;

/** Whether a server's chain is that of the relay an address names (docs/PROTOCOL.md section 2). */
final class IdentityCheck implements CertificateCheck {
    /** The chain is another one, broken or expired. */
    static final class WrongIdentityException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongIdentityException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final KeyHash identity;
    private final InstantSource clock;
    private volatile @Nullable VerifyingKey leafKey;

    IdentityCheck(KeyHash identity, InstantSource clock) {
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public void check(List<CertificateDer> chain) throws WrongIdentityException {
        try {
            leafKey = CertificateChain.check(chain, identity, clock.instant());
        } catch (CryptoException e) {
            throw new WrongIdentityException(e);
        }
    }

    KeyHash identity() {
        return identity;
    }

    /** The key that the relay showed in TLS; to be called once the connection is there. */
    VerifyingKey leafKey() {
        VerifyingKey key = leafKey;
        if (key == null) {
            throw new IllegalStateException("no chain was checked yet");
        }
        return key;
    }
}
