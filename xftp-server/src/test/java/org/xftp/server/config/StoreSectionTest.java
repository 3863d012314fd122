package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSectionTest {
    private static final String FILES = "[FILES]\npath = /srv\nstorage_quota = 1gb\n";

    private static RelayIni parse(String text, Map<String, String> environment) throws ConfigException {
        return RelayIni.parse(FILES + text, Path.of(""), environment);
    }

    @Test
    void liesOnThisMachineUnlessItIsSaidOtherwise() throws Exception {
        assertThat(parse("", Map.of()).remote()).isEqualTo(RemoteStore.NONE);
        assertThat(parse("bodies = disk\n[STORE_LOG]\nstore_files = memory\n", Map.of()).remote())
                .isEqualTo(RemoteStore.NONE);
    }

    @Test
    void hasTheOfficialDefaultsOfADatabase() throws Exception {
        var index = parse("[STORE_LOG]\nstore_files = database\n", Map.of()).remote().index().orElseThrow();
        assertThat(index.servers()).containsExactly("127.0.0.1:5432");
        assertThat(index.database()).isEqualTo("xftp_server_store");
        assertThat(index.user()).isEqualTo("xftp");
        assertThat(index.schema()).isEqualTo("xftp_server");
        assertThat(index.poolSize()).isEqualTo(10);
    }

    @Test
    void readsAWholeConnection() throws Exception {
        var ini = parse("[STORE_LOG]\nstore_files = database\ndb_connection ="
                + " postgresql://me:p%40ss@a.example:6000,[::1]/store?sslmode=require&connect_timeout=3\n", Map.of());
        var index = ini.remote().index().orElseThrow();
        assertThat(index.servers()).isEqualTo(List.of("a.example:6000", "[::1]:5432"));
        assertThat(index.password()).isEqualTo("p@ss");
        assertThat(index.options()).containsOnly(Map.entry("sslmode", "require"), Map.entry("connectTimeout", "3"),
                Map.entry("targetServerType", "primary"));
        assertThat(ini.remote().toString()).doesNotContain("p@ss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host=localhost dbname=x", "postgresql://h", "postgresql:///x?password=secret",
        "postgresql://h/x?host=/run", "postgresql://a b/x", "postgresql://h:99999999/x", "postgresql://h/a'b"})
    void refusesOtherConnectionsWithoutRepeatingThem(String connection) {
        assertThatThrownBy(() -> parse("[STORE_LOG]\ndb_connection = " + connection + "\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[STORE_LOG] db_connection must be postgresql://")
                .hasMessageNotContaining("not \"");
    }

    @Test
    void readsAnObjectStore() throws Exception {
        var ini = parse("bodies = s3\ns3_endpoint = https://s3.example\ns3_bucket = b\ns3_prefix = p/\n",
                Map.of("XFTP_S3_ACCESS_KEY", "id", "XFTP_S3_SECRET_KEY", "hidden"));
        var bodies = ini.remote().bodies().orElseThrow();
        assertThat(bodies.bucket()).isEqualTo("b");
        assertThat(bodies.pathStyle()).as("usual outside of AWS").isTrue();
        assertThat(bodies.credentials().orElseThrow().secretKey()).isEqualTo("hidden");
        assertThat(ini.toString()).doesNotContain("hidden");
        assertThat(parse("bodies = s3\ns3_bucket = b\n", Map.of()).remote().bodies().orElseThrow().pathStyle())
                .isFalse();
    }

    @Test
    void readsWhereBytesComeFrom() throws Exception {
        var forth = parse("bodies = s3\nbodies_from = disk\ns3_bucket = b\nbodies_rate = 20mb\n", Map.of()).remote();
        assertThat(forth.bodies()).isPresent();
        assertThat(forth.moving()).contains(new RemoteStore.Moving(Optional.empty(), 20 << 20));
        assertThat(forth.usesDirectory()).isTrue();
        var back = parse("bodies_from = s3\ns3_bucket = b\n", Map.of()).remote();
        assertThat(back.bodies()).isEmpty();
        assertThat(back.moving().orElseThrow().from()).isEqualTo(back.objects()).isPresent();
        assertThat(parse("bodies = s3\ns3_bucket = b\n", Map.of()).remote().usesDirectory()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"bodies = tape,[FILES] bodies must be disk or s3",
        "bodies = s3,[FILES] s3_bucket is missing", "bodies_from = s3,[FILES] s3_bucket is missing",
        "bodies_from = disk,[FILES] bodies_from must not be the same as bodies",
        "'bodies = s3\ns3_bucket = b\nbodies_from = s3',[FILES] bodies_from must not be the same as bodies",
        "bodies_rate = fast,[FILES] bodies_rate must be a size such as 20mb",
        "s3_endpoint = ftp://x,[FILES] s3_endpoint must be http://HOST:PORT",
        "s3_endpoint = https://user@x,[FILES] s3_endpoint must be http://HOST:PORT",
        "'bodies = s3\ns3_bucket = b\ns3_access_key = a',belong together"})
    void refusesHalfOfAnObjectStore(String lines, String complaint) {
        assertThatThrownBy(() -> parse(lines + "\n", Map.of())).isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }
}
