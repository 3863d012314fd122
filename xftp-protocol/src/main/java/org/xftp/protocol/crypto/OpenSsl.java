package org.xftp.protocol.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Optional;

/**
 * SHA-256, SHA-512 and random bytes of the OpenSSL of this machine, for a whole process. A library does not decide such
 * a thing for the program it is in, so programs do: each as its first step.
 */
public final class OpenSsl {
    private static final Optional<Provider> PROVIDER = LibCrypto.FUNCTIONS.flatMap(OpenSsl::provider);

    private OpenSsl() {}

    /**
     * Makes {@link MessageDigest#getInstance(String)} give out OpenSSL's SHA-256 and SHA-512 from now on, and
     * {@link SecureRandom#SecureRandom()} its generator. Without a libcrypto of version 3 that computes what the JDK
     * does, everything stays as it was.
     *
     * @return whether OpenSSL is used now
     */
    public static boolean install() {
        PROVIDER.ifPresent(provider -> Security.insertProviderAt(provider, 1));
        return PROVIDER.isPresent();
    }

    private static Optional<Provider> provider(NativeFunctions functions) {
        try {
            Provider provider = new OpenSslProvider(functions);
            return agrees(provider, "SHA-256") && agrees(provider, "SHA-512") && isRandom(provider)
                    ? Optional.of(provider)
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // A build without these functions.
        }
    }

    /** A library that loads may still be another one than it says, and what it digests nobody could verify. */
    private static boolean agrees(Provider provider, String algorithm) {
        byte[] sample = new byte[300];
        try {
            return Arrays.equals(MessageDigest.getInstance(algorithm, provider).digest(sample),
                    MessageDigest.getInstance(algorithm).digest(sample));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** Whether there is a generator at all: two draws of 256 bits are never the same. */
    private static boolean isRandom(Provider provider) {
        try {
            SecureRandom random = SecureRandom.getInstance(OpenSslRandom.NAME, provider);
            return !Arrays.equals(random.generateSeed(Secret.LENGTH), random.generateSeed(Secret.LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the provider has this generator", e);
        }
    }
}
