package org.xftp.store.s3;

import java.io.IOException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Turns errors of the object store into what an operator can act on, without ids, keys or paths. */
final class S3Failure {
    static final String AWAY = "the object store cannot be reached: check that it runs, and s3_endpoint; the relay goes"
            + " on by itself when it is back";
    private static final String UNTRUSTED = "the object store's certificate is not to be trusted: its authority has to be"
            + " in the file of s3_ca_file, or known to Java, and the name in s3_endpoint one of the certificate's";
    private static final Set<String> FULL = Set.of("QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull");
    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_STORAGE = 507;

    private S3Failure() {}

    static IOException in(String action, SdkException failure) {
        return failure instanceof S3Exception answered && answered.awsErrorDetails() != null
                ? of(action, answered.statusCode(), String.valueOf(answered.awsErrorDetails().errorCode()))
                : new IOException(action + ": " + (isUntrusted(failure) ? UNTRUSTED : AWAY));
    }

    private static boolean isUntrusted(Throwable failure) {
        return failure instanceof SSLHandshakeException || failure instanceof SSLPeerUnverifiedException
                || (failure.getCause() != null && isUntrusted(failure.getCause()));
    }

    /** What the store has answered. */
    static IOException of(String action, int status, String code) {
        return new IOException(action + ": " + advice(status, code));
    }

    /** Whether the store does not work, rather than that it refuses this request. */
    static boolean isOutage(SdkException failure) {
        return !(failure instanceof S3Exception answered) || isOutage(answered.statusCode());
    }

    static boolean isOutage(int status) {
        return status >= SERVER_ERROR && status != INSUFFICIENT_STORAGE;
    }

    private static String advice(int status, String code) {
        if (status == INSUFFICIENT_STORAGE || FULL.contains(code)) {
            return "the object store is full, or its quota is used up";
        }
        return switch (code) {
            case "NoSuchBucket" -> "the bucket of s3_bucket does not exist: make it first";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "RequestTimeTooSkewed" ->
                "the object store refuses this access key (" + code + ")";
            case "PermanentRedirect", "AuthorizationHeaderMalformed" ->
                "the bucket is in another region: correct s3_region";
            default -> isOutage(status) ? AWAY : "the object store answers " + status + " " + code;
        };
    }
}
