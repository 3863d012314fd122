package org.xftp.store.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** A real S3 server for tests, on a port of 127.0.0.1, that keeps its objects in files. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "chunks";
    private static final S3Settings.Credentials KEY = new S3Settings.Credentials("test-key", "test-secret");

    private final BlobStoreContext files;
    private final Optional<SSLContext> tls;
    private int port;
    private S3Proxy proxy;

    private S3Server(BlobStoreContext files, Optional<SSLContext> tls) throws IOException {
        this.files = files;
        this.tls = tls;
        this.proxy = start(0);
        this.port = tls.isPresent() ? proxy.getSecurePort() : proxy.getPort();
    }

    /** Starts a server with an empty bucket whose objects lie below this directory. */
    public static S3Server start(Path directory) throws IOException {
        return start(directory, Optional.empty());
    }

    /** The same with TLS, where the bucket can also be named before the host, {@code localhost}. */
    static S3Server startSecure(Path directory, SSLContext tls) throws IOException {
        return start(directory, Optional.of(tls));
    }

    private static S3Server start(Path directory, Optional<SSLContext> tls) throws IOException {
        Files.createDirectories(directory);
        Properties place = new Properties();
        place.setProperty("jclouds.filesystem.basedir", directory.toString());
        BlobStoreContext files = ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata())
                .credentials(KEY.accessKey(), KEY.secretKey())
                .overrides(place)
                .build(BlobStoreContext.class);
        files.getBlobStore().createContainerInLocation(null, BUCKET);
        return new S3Server(files, tls);
    }

    private S3Proxy start(int wanted) throws IOException {
        S3Proxy.Builder builder = S3Proxy.builder();
        tls.ifPresentOrElse(
                context -> builder.secureEndpoint(URI.create("https://127.0.0.1:" + wanted))
                        .sslContext(context)
                        .virtualHost("localhost"),
                () -> builder.endpoint(URI.create("http://127.0.0.1:" + wanted)));
        S3Proxy started = builder
                .blobStore(files.getBlobStore())
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY.accessKey(), KEY.secretKey())
                // It knows no checksums and would refuse them.
                .ignoreUnknownHeaders(true)
                .build();
        try {
            started.start();
            return started;
        } catch (Exception e) {
            throw new IOException("S3Proxy does not start", e);
        }
    }

    /** Ends the server; its objects stay. */
    public void stop() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("S3Proxy does not stop", e);
        }
    }

    /** Starts it on the same port. */
    public void startAgain() throws IOException {
        proxy = start(port);
    }

    public URI endpoint() {
        return URI.create(tls.isPresent() ? "https://localhost:" + port : "http://127.0.0.1:" + port);
    }

    /** Objects below this prefix. */
    public S3Settings settings(String prefix) {
        return settings(prefix, true, Optional.empty());
    }

    S3Settings settings(String prefix, boolean pathStyle, Optional<Path> authority) {
        return new S3Settings(Optional.of(endpoint()), BUCKET, prefix, "us-east-1", pathStyle, Optional.of(KEY),
                authority, 64);
    }

    @Override
    public void close() throws IOException {
        stop();
        files.close();
    }
}
