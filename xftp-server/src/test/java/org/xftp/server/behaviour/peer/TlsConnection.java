package org.xftp.server.behaviour.peer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.crypto.TlsCertificate;

/** A TLS connection to a relay on the loopback interface. One thread may read while another writes. */
public final class TlsConnection implements Closeable {
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final int WHOLE = Integer.MAX_VALUE;

    private final Socket socket;
    private final TlsClientProtocol tls;
    private final TlsFacts facts;

    private TlsConnection(Socket socket, TlsClientProtocol tls, TlsFacts facts) {
        this.socket = socket;
        this.tls = tls;
        this.facts = facts;
    }

    /**
     * Connects and shakes hands.
     *
     * @throws TlsRefused when either side ends the handshake with an alert
     */
    public static TlsConnection open(int port, TlsOptions options) throws IOException {
        return open(port, options, WHOLE);
    }

    /** As above, TCP written in pieces of at most {@code piece} bytes. */
    static TlsConnection open(int port, TlsOptions options, int piece) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(HANDSHAKE_MILLIS);
            TlsClientProtocol tls = new TlsClientProtocol(socket.getInputStream(),
                    new InPieces(socket.getOutputStream(), piece));
            ScriptedTlsClient client = new ScriptedTlsClient(options);
            tls.connect(client);
            socket.setSoTimeout(0);
            return new TlsConnection(socket, tls, facts(client));
        } catch (TlsFatalAlertReceived e) {
            socket.close();
            throw new TlsRefused(alertName(e.getAlertDescription()), e);
        } catch (TlsFatalAlert e) {
            socket.close();
            throw ScriptedTlsClient.isRenegotiationInfoMissing(e)
                    ? new TlsRefused(ScriptedTlsClient.RENEGOTIATION_INFO_MISSING, e)
                    : e;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    public TlsFacts facts() {
        return facts;
    }

    public InputStream input() {
        return tls.getInputStream();
    }

    public OutputStream output() {
        return tls.getOutputStream();
    }

    /** Drops the TCP connection without a TLS farewell, as a lost network does. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static TlsFacts facts(ScriptedTlsClient client) throws IOException {
        SecurityParameters outcome = client.outcome();
        List<Bytes> chain = new ArrayList<>();
        for (TlsCertificate certificate : outcome.getPeerCertificate().getCertificateList()) {
            chain.add(Bytes.of(certificate.getEncoded()));
        }
        Optional<String> alpn = Optional.ofNullable(outcome.getApplicationProtocol())
                .map(name -> name.getUtf8Decoding());
        String version = ProtocolVersion.TLSv13.equals(outcome.getNegotiatedVersion()) ? "TLSv1.3" : "TLSv1.2";
        return new TlsFacts(alpn, version, suiteName(outcome.getCipherSuite()),
                groupName(client.group()), leafKey(chain.getFirst()), chain,
                Bytes.of(outcome.getLocalVerifyData()));
    }

    private static String groupName(int group) {
        return switch (group) {
            case NamedGroup.x448 -> "X448";
            case NamedGroup.x25519 -> "X25519";
            default -> NamedGroup.getName(group);
        };
    }

    private static String suiteName(int suite) {
        return switch (suite) {
            case CipherSuite.TLS_CHACHA20_POLY1305_SHA256 -> "TLS_CHACHA20_POLY1305_SHA256";
            case CipherSuite.TLS_AES_128_GCM_SHA256 -> "TLS_AES_128_GCM_SHA256";
            case CipherSuite.TLS_AES_256_GCM_SHA384 -> "TLS_AES_256_GCM_SHA384";
            case CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 ->
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256";
            case CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 -> "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
            case CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 -> "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
            default -> "0x" + Integer.toHexString(suite);
        };
    }

    private static String leafKey(Bytes certificate) {
        SubjectPublicKeyInfo key = org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.toArray())
                .getSubjectPublicKeyInfo();
        return switch (key.getAlgorithm().getAlgorithm().getId()) {
            case "1.3.101.112" -> "ed25519";
            case "1.3.101.113" -> "ed448";
            case "1.2.840.113549.1.1.1" -> "rsa";
            case "1.2.840.10045.2.1" -> "ec";
            default -> "other";
        };
    }

    private static String alertName(int alert) {
        return switch (alert) {
            case AlertDescription.handshake_failure -> "SSLV3_ALERT_HANDSHAKE_FAILURE";
            case AlertDescription.no_application_protocol -> "TLSV1_ALERT_NO_APPLICATION_PROTOCOL";
            default -> AlertDescription.getName((short) alert);
        };
    }

    /** Each piece leaves on its own: the socket has no delay. */
    private static final class InPieces extends OutputStream {
        private final OutputStream output;
        private final int piece;

        InPieces(OutputStream output, int piece) {
            this.output = output;
            this.piece = piece;
        }

        @Override
        public void write(int value) throws IOException {
            output.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = 0;
            while (at < length) {
                int count = Math.min(piece, length - at);
                output.write(bytes, offset + at, count);
                at += count;
            }
        }
    }
}
