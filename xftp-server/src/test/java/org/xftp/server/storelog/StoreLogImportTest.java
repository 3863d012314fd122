package org.xftp.server.storelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.server.storelog.Fixture.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.config.ConfigException;
import org.xftp.server.storelog.StoreLogImport.OldRecords;
import org.xftp.store.ChunkState;
import org.xftp.store.Totals;
import org.xftp.store.file.FileBodies;
import org.xftp.store.sqlite.ImportedLog;

class StoreLogImportTest {
    private static final Totals TOTALS = new Totals(5, 4, 1, 8, 1_245_184);

    @TempDir
    private Path directory = Path.of("");
    private Fixture relay = new Fixture(directory);
    private final List<String> reported = new ArrayList<>();

    @BeforeEach
    void copy() throws IOException {
        relay = Fixture.copy(directory);
    }

    private ImportReport run(OldRecords old) throws Exception {
        return new StoreLogImport(relay.files(), Fixture.random(), reported::add).run(old, true);
    }

    private ImportReport run() throws Exception {
        return run(OldRecords.KEPT);
    }

    @Test
    void takesOverEveryRecordAndTouchesNothing() throws Exception {
        var before = relay.logAndBodies();

        assertThat(run()).isEqualTo(new ImportReport(TOTALS, 22, 0, 0, 0, 0, 0, true));

        assertThat(reported).isEmpty();
        assertThat(relay.logAndBodies()).isEqualTo(before);
        try (var index = relay.openIndex()) {
            assertThat(index.totals()).isEqualTo(TOTALS);
            assertThat(index.findBySender(id(Fixture.DELETED))).isEmpty();
            assertThat(index.findBySender(id(Fixture.BLOCKED)).orElseThrow().state())
                    .isEqualTo(new ChunkState.Blocked("reason=content"));
            assertThat(index.findByRecipient(id(Fixture.NOTES_ACKNOWLEDGED))).isEmpty();
            var notes = index.findByRecipient(id(Fixture.NOTES_FIRST)).orElseThrow().chunk();
            assertThat(notes).isEqualTo(index.findBySender(id(Fixture.NOTES)).orElseThrow());
            assertThat(notes.state()).isEqualTo(new ChunkState.Stored());
            assertThat(notes.createdHour()).isEqualTo(1_795_219_200L);
            assertThat(index.findBySender(id(Fixture.PHOTO)).orElseThrow().size()).isEqualTo(1 << 20);
            assertThat(index.importedLog()).map(ImportedLog::complete).contains(true);
        }
    }

    @Test
    void namesDamagedLinesByTheirNumberAndSkipsThem() throws Exception {
        var lines = new ArrayList<>(relay.logLines());
        lines.set(3, lines.get(3).replace("FNEW", "FNEU"));
        lines.add(6, "\u0000\u0000\u0000");
        relay.writeLog(lines);

        var done = run();

        // The chunk of line 4 is unknown, so what follows on it (FADD, FPUT) has nothing to belong to.
        assertThat(reported).containsExactly("file-server-store.log, line 4: damaged; skipped",
                "file-server-store.log, line 5: does not fit what is before it; skipped",
                "file-server-store.log, line 6: does not fit what is before it; skipped",
                "file-server-store.log, line 7: damaged; skipped");
        assertThat(done).isEqualTo(new ImportReport(TOTALS, 23, 2, 2, 0, 0, 0, false));
        assertThat(ImportSummary.of(done)).contains("2 damaged lines were skipped.",
                "2 lines that do not fit those before them were skipped.");
    }

    @Test
    void namesNoMoreThanTwentyLines() throws Exception {
        var lines = new ArrayList<>(relay.logLines());
        for (int i = 0; i < 1000; i++) {
            lines.add("damaged secret");
        }
        relay.writeLog(lines);

        assertThat(run().damaged()).isEqualTo(1000);

        assertThat(reported).hasSize(21).last()
                .isEqualTo("file-server-store.log: 980 more lines are of no use; skipped");
        assertThat(reported).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void aTwinIsTheGoodOne() throws Exception {
        Files.move(relay.log(), relay.files().log().twin());
        relay.writeLog(relay.files().log().current().map(_ -> List.<String>of()).orElseThrow());

        assertThat(run().totals()).isEqualTo(TOTALS);

        assertThat(relay.log()).isEmptyFile();
        assertThat(relay.files().log().twin()).isNotEmptyFile();
    }

    @Test
    void aStoredChunkWithoutBodyStaysAsItIs() throws Exception {
        Files.delete(directory.resolve("srv").resolve(Fixture.NOTES));

        var done = run();

        assertThat(done.missingBodies()).isOne();
        assertThat(done.totals()).isEqualTo(TOTALS);
        assertThat(ImportSummary.of(done))
                .contains("1 stored chunks have no bytes on the disk; senders can upload them again.");
    }

    @Test
    void refusesWhenNoBodyIsThere() throws Exception {
        var elsewhere = StoreFiles.of(directory.resolve("var"), directory.resolve("unmounted"));

        assertThatThrownBy(() -> new StoreLogImport(elsewhere, Fixture.random(), reported::add)
                .run(OldRecords.KEPT, true)).isInstanceOf(ConfigException.class)
                .hasMessage("none of the 4 stored chunks has its bytes in " + directory.resolve("unmounted")
                        + ": mount the disk or correct [FILES] path; to take over the records all the same, run:"
                        + " xftp-server database import --without-bodies");
        assertThat(relay.files().index()).doesNotExist();
        assertThat(new StoreLogImport(elsewhere, Fixture.random(), reported::add).run(OldRecords.KEPT, false)
                .missingBodies()).isEqualTo(4);
    }

    @Test
    void bodiesAreNobodysOnlyWhenTheLogKnowsMostOfThem() throws Exception {
        for (int i = 0; i < 5; i++) {
            Files.writeString(directory.resolve("srv").resolve("A" + i + "Spbly_qe4uM0546-k1Mw=="), "?");
        }

        var done = run();

        assertThat(done.unknownBodies()).isEqualTo(5);
        assertThat(done.complete()).isFalse();
        assertThat(ImportSummary.of(done)).contains("5 files of chunks that no record knows stay;"
                + " xftp-server verify --quarantine sets them aside.");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() throws Exception {
        var lines = new ArrayList<>(relay.logLines());
        lines.replaceAll(line -> line.startsWith("FNEW " + Fixture.PHOTO) ? line.replace(" active", " off") : line);
        relay.writeLog(lines);

        var done = run();

        assertThat(done.switchedOff()).isOne();
        assertThat(done.complete()).isFalse();
        assertThat(done.totals()).isEqualTo(new Totals(4, 3, 1, 6, 196_608));
    }

    @Test
    void replacesTheRecordsOfTheIndexWhenAskedTo() throws Exception {
        run();
        try (var index = relay.openIndex()) {
            index.delete(id(Fixture.PHOTO));
        }

        assertThat(run(OldRecords.KEPT).totals()).as("adds what is not there").isEqualTo(TOTALS);
        try (var index = relay.openIndex()) {
            index.delete(id(Fixture.PHOTO));
        }
        relay.writeLog(relay.logLines().subList(0, 12));
        assertThat(run(OldRecords.REPLACED).totals()).isEqualTo(new Totals(4, 4, 0, 8, 262_144));
    }

    @Test
    void refusesBodiesOfAnotherIndexBeforeAnythingChanges() throws Exception {
        run();
        try (var index = relay.openIndex();
                var bodies = FileBodies.open(relay.files().bodies(), Fixture.random())) {
            bodies.bind(index.storeId());
        }
        Files.delete(relay.files().index());

        assertThatThrownBy(this::run).isInstanceOf(IOException.class)
                .hasMessageStartingWith("the directory of chunk bodies belongs to another store database");
        assertThat(relay.files().index()).doesNotExist();
    }

    @Test
    void refusesWhileTheStoreIsInUse() throws Exception {
        try (var _ = relay.openIndex()) {
            assertThatThrownBy(this::run).isInstanceOf(IOException.class)
                    .hasMessage("another process is using the store database: stop it first");
        }
        Files.delete(relay.files().index());
        try (var _ = FileBodies.open(relay.files().bodies(), Fixture.random())) {
            assertThatThrownBy(this::run).isInstanceOf(IOException.class)
                    .hasMessage("another process is using the directory of chunk bodies: stop it first");
        }
        assertThat(relay.files().index()).doesNotExist();
    }

    @Test
    void needsALog() throws Exception {
        Files.delete(relay.log());

        assertThatThrownBy(this::run).isInstanceOf(ConfigException.class)
                .hasMessage(relay.log() + " does not exist: there is nothing to import");
    }

    @Test
    void saysWhenTheLogIsNoFile() throws Exception {
        Files.delete(relay.log());
        Files.createDirectory(relay.log());

        assertThatThrownBy(this::run).isInstanceOf(IOException.class)
                .hasMessageStartingWith(relay.log().toString())
                .hasMessageEndingWith(" cannot be read: check owner and mode");
        assertThat(relay.files().index()).doesNotExist();
    }

    @Test
    void importsOnceOnTheFirstStart() throws Exception {
        var takeover = new Takeover(relay.files(), Fixture.random(), reported::add);

        takeover.beforeStart();
        assertThat(reported).containsExactly("Taking over the chunks recorded in " + relay.log() + "...",
                "Took over 22 lines: the index holds 5 chunks (4 stored, 1 blocked) for 8 recipients, 1245184 bytes.",
                "The store log is unchanged.");
        try (var index = relay.openIndex()) {
            index.delete(id(Fixture.PHOTO));
        }
        takeover.beforeStart();

        assertThat(reported).as("nothing more").hasSize(3);
        try (var index = relay.openIndex()) {
            assertThat(index.findBySender(id(Fixture.PHOTO))).isEmpty();
        }
    }

    @Test
    void doesNotStartBesideALogThatTheOfficialRelayWentOnWith() throws Exception {
        var takeover = new Takeover(relay.files(), Fixture.random(), reported::add);
        takeover.beforeStart();
        var lines = new ArrayList<>(relay.logLines());
        lines.add("FDEL " + Fixture.NOTES);
        relay.writeLog(lines);

        assertThatThrownBy(takeover::beforeStart).isInstanceOf(ConfigException.class)
                .hasMessage(relay.log() + " is not the log that was taken over or exported: to take over the records"
                        + " of the official relay anew, run: xftp-server database import --replace; to go on without"
                        + " them, move the log away");
        run(OldRecords.REPLACED);
        takeover.beforeStart();
    }

    @Test
    void withoutALogNothingHappens() throws Exception {
        Files.delete(relay.log());

        new Takeover(relay.files(), Fixture.random(), reported::add).beforeStart();

        assertThat(relay.files().index()).doesNotExist();
        assertThat(reported).isEmpty();
    }
}
