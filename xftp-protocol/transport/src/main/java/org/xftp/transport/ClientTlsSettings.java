package org.xftp.transport;

import java.util.List;
import java.util.Optional;

/**
 * What a client offers in TLS; the order of each list is the order of preference.
 *
 * @param alpn protocols to offer; empty: no ALPN extension
 * @param sni server name to send; empty: none, as native peers do
 * @param keyShares how many of the first {@code groups} to send a key share for (TLS 1.3)
 * @param certificateCheck decides on the server's chain
 */
public record ClientTlsSettings(List<String> alpn, Optional<String> sni, List<TlsVersion> versions,
        List<CipherSuite> cipherSuites, List<NamedGroup> groups, List<SignatureScheme> signatureSchemes,
        int keyShares, CertificateCheck certificateCheck) {
    public ClientTlsSettings {
        alpn = List.copyOf(alpn);
        versions = List.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
        signatureSchemes = List.copyOf(signatureSchemes);
        if (versions.isEmpty() || cipherSuites.isEmpty() || groups.isEmpty() || signatureSchemes.isEmpty()) {
            throw new IllegalArgumentException("TLS needs a version, a suite, a group and a signature scheme");
        }
        if (keyShares < 1 || keyShares > groups.size()) {
            throw new IllegalArgumentException("key shares are 1 to the number of groups");
        }
    }

    /** What native peers offer (docs/PROTOCOL.md section 2): ALPN {@code xftp/1}, no SNI. */
    public static ClientTlsSettings nativePeer(CertificateCheck check) {
        return new ClientTlsSettings(List.of("xftp/1"), Optional.empty(),
                List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2),
                List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256),
                List.of(NamedGroup.X448, NamedGroup.X25519),
                List.of(SignatureScheme.ED448, SignatureScheme.ED25519), 1, check);
    }

    /** What a browser offers: ALPN {@code h2} and a server name. */
    public static ClientTlsSettings browser(String serverName, CertificateCheck check) {
        return new ClientTlsSettings(List.of("h2"), Optional.of(serverName),
                List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2),
                List.of(CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256),
                List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X448, NamedGroup.SECP521R1),
                List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256,
                        SignatureScheme.ECDSA_SECP384R1_SHA384, SignatureScheme.RSA_PSS_RSAE_SHA384,
                        SignatureScheme.RSA_PSS_RSAE_SHA512, SignatureScheme.ED25519,
                        SignatureScheme.ED448),
                1, check);
    }

    /** The same with other protocols offered. */
    public ClientTlsSettings withAlpn(String... protocols) {
        return new ClientTlsSettings(List.of(protocols), sni, versions, cipherSuites, groups, signatureSchemes,
                keyShares, certificateCheck);
    }

    /** The same with a server name. */
    public ClientTlsSettings withSni(String serverName) {
        return new ClientTlsSettings(alpn, Optional.of(serverName), versions, cipherSuites, groups, signatureSchemes,
                keyShares, certificateCheck);
    }

    /** The same with other versions. */
    public ClientTlsSettings withVersions(TlsVersion... offered) {
        return new ClientTlsSettings(alpn, sni, List.of(offered), cipherSuites, groups, signatureSchemes, keyShares,
                certificateCheck);
    }

    /** The same with other suites. */
    public ClientTlsSettings withCipherSuites(CipherSuite... offered) {
        return new ClientTlsSettings(alpn, sni, versions, List.of(offered), groups, signatureSchemes, keyShares,
                certificateCheck);
    }

    /** The same with other groups and one key share. */
    public ClientTlsSettings withGroups(NamedGroup... offered) {
        return new ClientTlsSettings(alpn, sni, versions, cipherSuites, List.of(offered), signatureSchemes, 1,
                certificateCheck);
    }

    /** The same with other signature schemes. */
    public ClientTlsSettings withSignatureSchemes(SignatureScheme... offered) {
        return new ClientTlsSettings(alpn, sni, versions, cipherSuites, groups, List.of(offered), keyShares,
                certificateCheck);
    }
}
