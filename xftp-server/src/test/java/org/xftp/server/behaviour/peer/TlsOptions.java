package org.xftp.server.behaviour.peer;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureScheme;

/**
 * What a peer offers in its ClientHello. Suites, groups and schemes are the numbers of the TLS
 * registries; the first group is also the one that TLS 1.3 sends a key share of.
 *
 * @param alpn in order of preference; empty leaves the extension out
 * @param sni the name asked for; empty leaves the extension out
 * @param needsRenegotiationInfo give up on a TLS 1.2 server that does not send renegotiation_info
 */
public record TlsOptions(List<String> alpn, Optional<String> sni, ProtocolVersion version, List<Integer> suites,
        List<Integer> groups, List<Integer> schemes, boolean needsRenegotiationInfo) {
    private static final List<Integer> BROWSER_SCHEMES = List.of(SignatureScheme.ecdsa_secp256r1_sha256,
            SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.rsa_pkcs1_sha256,
            SignatureScheme.ecdsa_secp384r1_sha384, SignatureScheme.rsa_pss_rsae_sha384,
            SignatureScheme.rsa_pss_rsae_sha512, SignatureScheme.ed25519, SignatureScheme.ed448);

    public TlsOptions {
        alpn = List.copyOf(alpn);
        suites = List.copyOf(suites);
        groups = List.copyOf(groups);
        schemes = List.copyOf(schemes);
    }

    /** An official app or CLI (docs/PROTOCOL.md section 2): TLS 1.3, ALPN xftp/1, no SNI. */
    public static TlsOptions nativePeer() {
        return new TlsOptions(List.of("xftp/1"), Optional.empty(), ProtocolVersion.TLSv13,
                List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256), List.of(NamedGroup.x448, NamedGroup.x25519),
                List.of(SignatureScheme.ed448, SignatureScheme.ed25519), false);
    }

    /** A browser (docs/PROTOCOL.md section 2): TLS 1.3, ALPN h2, SNI localhost. */
    public static TlsOptions browser() {
        return new TlsOptions(List.of("h2"), Optional.of("localhost"), ProtocolVersion.TLSv13,
                List.of(CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_AES_128_GCM_SHA256),
                List.of(NamedGroup.x25519, NamedGroup.x448, NamedGroup.secp521r1), BROWSER_SCHEMES, false);
    }

    public TlsOptions withAlpn(String... names) {
        return new TlsOptions(List.of(names), sni, version, suites, groups, schemes, needsRenegotiationInfo);
    }

    public TlsOptions withSni(Optional<String> name) {
        return new TlsOptions(alpn, name, version, suites, groups, schemes, needsRenegotiationInfo);
    }

    public TlsOptions withSuites(Integer... numbers) {
        return new TlsOptions(alpn, sni, version, List.of(numbers), groups, schemes, needsRenegotiationInfo);
    }

    public TlsOptions withGroups(Integer... numbers) {
        return new TlsOptions(alpn, sni, version, suites, List.of(numbers), schemes, needsRenegotiationInfo);
    }

    public TlsOptions withSchemes(Integer... numbers) {
        return new TlsOptions(alpn, sni, version, suites, groups, List.of(numbers), needsRenegotiationInfo);
    }

    /** TLS 1.2 with these suites. */
    public TlsOptions tls12(Integer... numbers) {
        return new TlsOptions(alpn, sni, ProtocolVersion.TLSv12, List.of(numbers), groups, schemes,
                needsRenegotiationInfo);
    }

    public TlsOptions insistingOnRenegotiationInfo() {
        return new TlsOptions(alpn, sni, version, suites, groups, schemes, true);
    }
}
