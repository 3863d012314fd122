package org.xftp.protocol.crypto;

import java.security.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SHA-256, SHA-512 and random bytes, see {@link OpenSsl}. */
final class OpenSslProvider extends Provider {
    @java.io.Serial
    private static final long serialVersionUID = 1L;

    OpenSslProvider(NativeFunctions functions) {
        super("XftpOpenSsl", "1", "SHA-256, SHA-512 and random bytes of OpenSSL's libcrypto");
        putService(new DigestService(this, "SHA-256", OpenSslDigest.Kind.sha256(functions)));
        putService(new DigestService(this, "SHA-512", OpenSslDigest.Kind.sha512(functions)));
        putService(new RandomService(this, new OpenSslRandom(functions)));
    }

    private static final class DigestService extends Service {
        private final OpenSslDigest.Kind kind;

        DigestService(Provider provider, String algorithm, OpenSslDigest.Kind kind) {
            super(provider, "MessageDigest", algorithm, OpenSslDigest.class.getName(), null, null);
            this.kind = kind;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new OpenSslDigest(kind);
        }
    }

    private static final class RandomService extends Service {
        private final OpenSslRandom random;

        RandomService(Provider provider, OpenSslRandom random) {
            super(provider, "SecureRandom", OpenSslRandom.NAME, OpenSslRandom.class.getName(), null,
                    Map.of("ThreadSafe", "true"));
            this.random = random;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return random;
        }
    }
}
