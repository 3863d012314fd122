package org.xftp.store.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which objects bodies are.
 *
 * @param endpoint where the object store is; empty: AWS, by the region
 * @param prefix before the name of each object, such as {@code xftp/}; may be empty
 * @param region part of each signature, also where a store has only one
 * @param pathStyle whether the bucket is named in the path; else before the host
 * @param credentials empty: those of the environment, as programs for AWS find them
 * @param authority PEM file of the authorities that the endpoint's certificate may come from; empty: Java's
 * @param connections most at a time, positive; each chunk on its way takes one
 */
public record S3Settings(Optional<URI> endpoint, String bucket, String prefix, String region, boolean pathStyle,
        Optional<Credentials> credentials, Optional<Path> authority, int connections) {
    /** An access key. */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials[redacted]";
        }
    }

    public S3Settings {
        if (bucket.isEmpty() || region.isEmpty() || connections <= 0) {
            throw new IllegalArgumentException("a bucket, a region and a positive number of connections");
        }
    }
}
