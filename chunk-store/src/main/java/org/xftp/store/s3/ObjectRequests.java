package org.xftp.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xftp.store.ChunkDigest;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The few requests that are made of an object store, and the only place that knows the SDK's clients. Requests other
 * than uploads are repeated by the SDK where that helps.
 *
 * <p>An upload is a signed request made by hand: the SDK would read the bytes once before it sends them, to sign them,
 * and they are there only once. Their size and SHA-256 are signed in their place.
 */
final class ObjectRequests implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Without a byte from the store. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(10);
    /** An upload begins at once, but its peer may be slow. */
    private static final Duration SIGNATURE = Duration.ofHours(1);
    private static final int LONGEST_ERROR = 8192;
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,60})</Code>");

    /** What became of an upload. */
    sealed interface Put {
        record Done() implements Put {}

        /** The store has answered with an error. */
        record Refused(int status, String code) implements Put {}

        /** The connection broke; perhaps the store had said why before it had all bytes. */
        record Broken() implements Put {}
    }

    private interface Request<T> {
        T send();
    }

    private final S3Settings settings;
    private final Breaker breaker;
    private final SdkHttpClient http;
    private final S3Client client;
    private final S3Presigner presigner;

    ObjectRequests(S3Settings settings, Breaker breaker) throws IOException {
        this.settings = settings;
        this.breaker = breaker;
        ApacheHttpClient.Builder connections = ApacheHttpClient.builder()
                .maxConnections(settings.connections())
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .connectionAcquisitionTimeout(WAIT_FOR_CONNECTION)
                .tcpKeepAlive(true);
        if (settings.authority().isPresent()) {
            connections.tlsTrustManagersProvider(new TrustedAuthority(settings.authority().get()));
        }
        http = connections.build();
        client = client(settings, http);
        presigner = presigner(settings);
    }

    private static S3Client client(S3Settings settings, SdkHttpClient http) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials(settings))
                // Checksums that the SDK adds by default are unknown to many stores; each chunk has its own SHA-256.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .addPlugin(LegacyMd5Plugin.create())
                .httpClient(http);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static S3Presigner presigner(S3Settings settings) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build())
                .credentialsProvider(credentials(settings));
        Optional<URI> endpoint = settings.endpoint();
        return (endpoint.isPresent() ? builder.endpointOverride(endpoint.get()) : builder).build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.credentials()
                .<AwsCredentialsProvider>map(given -> StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(given.accessKey(), given.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /**
     * Sends an object whose bytes come from {@code content}; returns when the store has answered.
     *
     * @param onlyIfAbsent whether an object of that name stays
     */
    Put put(String name, long size, ChunkDigest digest, boolean onlyIfAbsent, InputStream content)
            throws IOException {
        breaker.check();
        try {
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                    .request(signedPut(name, size, digest, onlyIfAbsent))
                    .contentStreamProvider(() -> content)
                    .build()).call();
            Put result = result(response);
            note(result instanceof Put.Refused refused && S3Failure.isOutage(refused.status()));
            return result;
        } catch (SdkException e) {
            breaker.failed();
            throw S3Failure.in("cannot store a chunk body", e);
        } catch (IOException e) {
            return new Put.Broken();
        }
    }

    private SdkHttpRequest signedPut(String name, long size, ChunkDigest digest, boolean onlyIfAbsent) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(name)
                .contentLength(size)
                .checksumSHA256(Base64.getEncoder().encodeToString(digest.toArray()));
        if (onlyIfAbsent) {
            put.ifNoneMatch("*");
        }
        return presigner.presignPutObject(sign -> sign.signatureDuration(SIGNATURE).putObjectRequest(put.build()))
                .httpRequest();
    }

    private static Put result(HttpExecuteResponse response) throws IOException {
        byte[] text = new byte[0];
        if (response.responseBody().isPresent()) {
            try (InputStream body = response.responseBody().get()) {
                text = body.readNBytes(LONGEST_ERROR);
            }
        }
        if (response.httpResponse().isSuccessful()) {
            return new Put.Done();
        }
        Matcher code = CODE.matcher(new String(text, StandardCharsets.UTF_8));
        return new Put.Refused(response.httpResponse().statusCode(), code.find() ? code.group(1) : "");
    }

    Optional<ResponseInputStream<GetObjectResponse>> get(String name) throws IOException {
        return ifThere("cannot open a chunk body",
                () -> client.getObject(get -> get.bucket(settings.bucket()).key(name)));
    }

    Optional<Long> size(String name) throws IOException {
        return ifThere("cannot open a chunk body",
                () -> client.headObject(head -> head.bucket(settings.bucket()).key(name)).contentLength());
    }

    void delete(String name) throws IOException {
        var _ = send("cannot delete a chunk body",
                () -> client.deleteObject(delete -> delete.bucket(settings.bucket()).key(name)));
    }

    /** At most 1000 names. */
    void deleteAll(List<String> names) throws IOException {
        Delete delete = Delete.builder().quiet(true).objects(names.stream()
                .map(name -> ObjectIdentifier.builder().key(name).build())
                .toList()).build();
        DeleteObjectsResponse done = send("cannot delete chunk bodies",
                () -> client.deleteObjects(request -> request.bucket(settings.bucket()).delete(delete)));
        if (!done.errors().isEmpty()) {
            throw S3Failure.of("cannot delete some chunk bodies", 200, String.valueOf(done.errors().getFirst().code()));
        }
    }

    /** Up to 1000 objects whose names begin with the prefix; goes on where {@code token} says. */
    ListObjectsV2Response list(String prefix, Optional<String> token) throws IOException {
        return send("cannot list chunk bodies", () -> client.listObjectsV2(list -> list.bucket(settings.bucket())
                .prefix(prefix).continuationToken(token.orElse(null))));
    }

    private <T> Optional<T> ifThere(String action, Request<T> request) throws IOException {
        return send(action, () -> {
            try {
                return Optional.of(request.send());
            } catch (NoSuchBucketException e) {
                throw e;
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    private <T> T send(String action, Request<T> request) throws IOException {
        breaker.check();
        try {
            T response = request.send();
            breaker.worked();
            return response;
        } catch (SdkException e) {
            note(S3Failure.isOutage(e));
            throw S3Failure.in(action, e);
        }
    }

    private void note(boolean outage) {
        if (outage) {
            breaker.failed();
        } else {
            breaker.worked();
        }
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
        http.close();
    }
}
