package org.xftp.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.store.ChunkStore;
import org.xftp.store.StoreDirectory;
import org.xftp.store.SweepOutcome;

/** An object store behind TLS, whose certificate comes from the operator's own authority. */
class SecureObjectStoreTest {
    private static final String BUCKET_HOST = S3Server.BUCKET + ".localhost";
    private static final byte[] CONTENT = bytes(300_000, 1);

    @TempDir
    private Path temporary = Path.of("");

    private S3Server start(TestAuthority authority, String... names) throws Exception {
        return S3Server.startSecure(temporary.resolve("objects"), authority.server(names));
    }

    private static void assertRefused(S3Settings settings) {
        assertThatThrownBy(() -> S3Bodies.open(settings)).isInstanceOf(IOException.class)
                .hasMessageContaining("the object store's certificate is not to be trusted")
                .hasMessageContaining("s3_ca_file");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsBodies(boolean pathStyle) throws Exception {
        TestAuthority authority = new TestAuthority();
        Path trusted = authority.write(temporary.resolve("authority.pem"));
        try (S3Server server = start(authority, pathStyle ? "localhost" : BUCKET_HOST)) {
            S3Bodies bodies = S3Bodies.open(server.settings("xftp/", pathStyle, Optional.of(trusted)));
            try (ChunkStore store = ChunkStore.open(new StoreDirectory(temporary).openIndex(), bodies,
                    StoreDirectory.PLENTY)) {
                StoreDirectory.store(store, id(1), CONTENT);
                StoreDirectory.store(store, id(2), CONTENT);
                assertThat(StoreDirectory.read(store, id(1))).contains(CONTENT);
                assertThat(store.sweep()).as("lists what lies there").isEqualTo(new SweepOutcome.Finished(2, 0));
                bodies.deleteAll(List.of(id(1), id(2)));
                assertThat(bodies.size(id(2))).isEmpty();
            }
        }
    }

    @Test
    void isRefusedUnlessItsAuthorityIsKnown() throws Exception {
        TestAuthority authority = new TestAuthority();
        Path other = new TestAuthority().write(temporary.resolve("other.pem"));
        try (S3Server server = start(authority, "localhost")) {
            assertRefused(server.settings("xftp/", true, Optional.empty()));
            assertRefused(server.settings("xftp/", true, Optional.of(other)));
        }
    }

    @Test
    void isRefusedUnderAnotherName() throws Exception {
        TestAuthority authority = new TestAuthority();
        Path trusted = authority.write(temporary.resolve("authority.pem"));
        try (S3Server server = start(authority, "s3.example.org")) {
            assertRefused(server.settings("xftp/", true, Optional.of(trusted)));
        }
    }

    @Test
    void aFileWithoutAuthoritiesIsRefused() throws Exception {
        Path empty = Files.createFile(temporary.resolve("empty.pem"));
        Path text = Files.writeString(temporary.resolve("text.pem"), "no certificate");
        try (S3Server server = start(new TestAuthority(), "localhost")) {
            for (Path file : List.of(empty, text)) {
                assertThatThrownBy(() -> S3Bodies.open(server.settings("xftp/", true, Optional.of(file))))
                        .isInstanceOf(IOException.class).hasMessageContaining("the file of s3_ca_file holds no");
            }
        }
    }
}
