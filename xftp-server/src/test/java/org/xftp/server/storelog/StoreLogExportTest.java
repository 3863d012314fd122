package org.xftp.server.storelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.server.storelog.Fixture.id;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.config.ConfigException;
import org.xftp.server.storelog.StoreLogImport.OldRecords;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;
import org.xftp.store.NewBody;
import org.xftp.store.Recipient;
import org.xftp.store.Totals;
import org.xftp.store.file.FileBodies;

class StoreLogExportTest {
    @TempDir
    private Path directory = Path.of("");
    private Fixture relay = new Fixture(directory);

    @BeforeEach
    void takeOver() throws Exception {
        relay = Fixture.copy(directory);
        takeOver(OldRecords.KEPT);
    }

    private void takeOver(OldRecords old) throws Exception {
        new StoreLogImport(relay.files(), Fixture.random(), _ -> {}).run(old, true);
    }

    private Totals export(boolean overwrite) throws Exception {
        return new StoreLogExport(relay.files(), Fixture.random()).run(overwrite);
    }

    private List<String> recordsOf(String id) throws IOException {
        return relay.logLines().stream().filter(line -> line.contains(id)).toList();
    }

    @Test
    void theLogReplaysToTheSameState() throws Exception {
        var before = relay.state();

        assertThat(export(true)).isEqualTo(new Totals(5, 4, 1, 8, 1_245_184));
        takeOver(OldRecords.REPLACED);

        assertThat(relay.state()).isEqualTo(before).hasSize(5);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(relay.log()))).isEqualTo("rw-------");
        assertThat(directory.resolve("var/file-server-store.log.new")).doesNotExist();
    }

    @Test
    void writesWhatTheOfficialRelayWouldCompact() throws Exception {
        var original = relay.logLines();
        export(true);

        var notes = recordsOf(Fixture.NOTES);
        assertThat(notes).hasSize(3);
        assertThat(notes.get(0)).as("FNEW").isIn(original);
        assertThat(notes.get(1)).as("FADD without the one who acknowledged").isEqualTo(original.stream()
                .filter(line -> line.startsWith("FADD " + Fixture.NOTES)).findFirst().orElseThrow().split(",", 2)[0]);
        assertThat(recordsOf(Fixture.BLOCKED)).hasSize(2).first().asString()
                .endsWith(" 1795219200 blocked,reason=content");
        assertThat(recordsOf(Fixture.DELETED)).isEmpty();
    }

    @Test
    void recordsWhereBodiesLie() throws Exception {
        var chunk = new Chunk(id("AAAAAAAAAAAAAAAAAAAAAA=="), key(), 3,
                org.xftp.store.ChunkDigest.of(new byte[32]), 0, new ChunkState.Registered());
        try (var index = relay.openIndex();
                var bodies = FileBodies.open(relay.files().bodies(), Fixture.random())) {
            index.add(chunk, List.of(new Recipient(id("AAAAAAAAAAAAAAAAAAAAAQ=="), key())));
            try (var body = bodies.create(new NewBody(chunk.id(), 3, chunk.digest(), false))) {
                body.write(new byte[3], 0, 3);
                body.publish();
            }
            index.markStored(chunk.id());
        }

        export(true);

        assertThat(path(chunk.id().base64Url())).isEqualTo(directory.resolve("srv/00").resolve(chunk.id().base64Url()))
                .exists();
        assertThat(path(Fixture.NOTES)).isEqualTo(directory.resolve("srv").resolve(Fixture.NOTES)).exists();
    }

    private static AuthKey key() {
        var der = Base64.getDecoder().decode("MCowBQYDK2VwAyEAvyR6jyFzrdGghmQSDe9mMSfA3MycZRs3SBU4ljaZvGI="
                .replace('-', '+').replace('_', '/'));
        return AuthKey.of(der);
    }

    private Path path(String id) throws IOException {
        var line = recordsOf(id).getLast();
        assertThat(line).startsWith("FPUT " + id + " ");
        return Path.of(new String(Base64.getUrlDecoder().decode(line.split(" ", -1)[2]), StandardCharsets.UTF_8));
    }

    @Test
    void replacesALogOnlyWhenToldTo() throws Exception {
        var original = relay.logLines();

        assertThatThrownBy(() -> export(false)).isInstanceOf(ConfigException.class)
                .hasMessage(relay.log() + " is there already: move it away, or replace it with --overwrite");
        assertThat(relay.logLines()).isEqualTo(original);
        Files.move(relay.log(), directory.resolve("var/old.log"));
        export(false);
        assertThat(relay.log()).isNotEmptyFile();
    }

    @Test
    void setsATwinAside() throws Exception {
        Files.writeString(relay.files().log().twin(), "twin");

        export(true);

        assertThat(relay.files().log().current()).contains(relay.log());
        assertThat(directory.resolve("var/file-server-store.log.start.replaced")).hasContent("twin");
    }

    @Test
    void theRelayCanGoOnAfterAnExport() throws Exception {
        export(true);
        var reported = new java.util.ArrayList<String>();

        new Takeover(relay.files(), Fixture.random(), reported::add).beforeStart();

        assertThat(reported).isEmpty();
    }

    @Test
    void needsAnIndexThatNobodyUses() throws Exception {
        try (var _ = relay.openIndex()) {
            assertThatThrownBy(() -> export(true)).isInstanceOf(IOException.class)
                    .hasMessage("another process is using the store database: stop it first");
        }
        Files.delete(relay.files().index());
        assertThatThrownBy(() -> export(true)).isInstanceOf(ConfigException.class)
                .hasMessage(relay.files().index() + " does not exist: there is nothing to export");
    }

    @Test
    void saysWhenTheLogCannotBeWritten() throws Exception {
        Files.createDirectories(relay.log().resolveSibling("file-server-store.log.new").resolve("in the way"));

        assertThatThrownBy(() -> export(true)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(relay.log() + " cannot be written: ");
    }
}
