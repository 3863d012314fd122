package org.xftp.store.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
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
    private int port;
    private S3Proxy proxy;

    private S3Server(BlobStoreContext files) throws IOException {
        this.files = files;
        this.proxy = start(0);
        this.port = proxy.getPort();
    }

    /** Starts a server with an empty bucket whose objects lie below this directory. */
    public static S3Server start(Path directory) throws IOException {
        Files.createDirectories(directory);
        Properties place = new Properties();
        place.setProperty("jclouds.filesystem.basedir", directory.toString());
        BlobStoreContext files = ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata())
                .credentials(KEY.accessKey(), KEY.secretKey())
                .overrides(place)
                .build(BlobStoreContext.class);
        files.getBlobStore().createContainerInLocation(null, BUCKET);
        return new S3Server(files);
    }

    private S3Proxy start(int wanted) throws IOException {
        S3Proxy started = S3Proxy.builder()
                .blobStore(files.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:" + wanted))
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
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Objects below this prefix. */
    public S3Settings settings(String prefix) {
        return new S3Settings(Optional.of(endpoint()), BUCKET, prefix, "us-east-1", true, Optional.of(KEY),
                Optional.empty(), 64);
    }

    @Override
    public void close() throws IOException {
        stop();
        files.close();
    }
}
