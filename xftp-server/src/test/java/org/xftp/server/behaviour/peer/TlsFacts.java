package org.xftp.server.behaviour.peer;

import java.util.List;
import java.util.Optional;

/**
 * What a finished TLS handshake came to.
 *
 * @param finished verify_data of the client's Finished, the XFTP session id
 * @param group the key exchange group, by the name used in the recorded cases
 * @param leafKey {@code ed448}, {@code ed25519}, {@code rsa} or {@code ec}
 */
public record TlsFacts(Optional<String> alpn, String version, String suite, String group, String leafKey,
        List<Bytes> chain, Bytes finished) {
    public TlsFacts {
        chain = List.copyOf(chain);
    }
}
