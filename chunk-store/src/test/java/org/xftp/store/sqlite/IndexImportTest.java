package org.xftp.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipient;
import static org.xftp.store.Samples.recipients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.ChunkState;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;
import org.xftp.store.sqlite.IndexImport.Base;

class IndexImportTest {
    private static final ImportedLog LOG = new ImportedLog("mark", true);

    @TempDir
    private Path directory;

    private Path file;
    private final List<Long> refused = new ArrayList<>();

    @BeforeEach
    void name() {
        file = directory.resolve("store.db");
    }

    private IndexImport begin(Base base) throws IOException {
        return IndexImport.begin(file, base);
    }

    private ImportCounts publish(IndexImport run) throws IOException {
        ImportCounts counts = run.merge(refused::add);
        run.publish(LOG);
        return counts;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    @Test
    void everyRecordEndsUpInTheNewIndex() throws IOException {
        try (IndexImport run = begin(Base.OLD_RECORDS)) {
            assertThat(run.add(1, chunk(id(1), 1000))).isEqualTo(ImportStep.TAKEN);
            assertThat(run.addRecipients(2, id(1), recipients(100, 4))).isEqualTo(ImportStep.TAKEN);
            assertThat(run.markStored(id(1))).isEqualTo(ImportStep.TAKEN);
            assertThat(run.add(4, chunk(id(2), 500))).isEqualTo(ImportStep.TAKEN);
            assertThat(run.block(id(2), "reason=spam")).isEqualTo(ImportStep.TAKEN);
            assertThat(run.markStored(id(2))).as("stays blocked").isEqualTo(ImportStep.TAKEN);
            run.removeRecipient(7, id(101));
            run.body(id(1));
            run.body(id(99));
            assertThat(publish(run)).isEqualTo(new ImportCounts(new Totals(2, 1, 1, 3, 1000), 0, 1, 1));
        }
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.totals()).isEqualTo(new Totals(2, 1, 1, 3, 1000));
            assertThat(index.findBySender(id(1))).contains(chunk(id(1), 1000).withState(new ChunkState.Stored()));
            assertThat(index.findBySender(id(2)).orElseThrow().state())
                    .isEqualTo(new ChunkState.Blocked("reason=spam"));
            assertThat(index.recipients(id(1)))
                    .containsExactlyInAnyOrder(recipient(100), recipient(102), recipient(103));
            assertThat(index.findByRecipient(id(101))).isEmpty();
            assertThat(index.importedLog()).contains(LOG);
            assertThat(index.add(chunk(id(3), 10), List.of(recipient(102)))).as("one id space").isFalse();
            assertThat(index.delete(id(1))).isPresent();
            assertThat(index.totals()).isEqualTo(new Totals(1, 0, 1, 0, 0));
        }
        assertThat(files()).containsExactly("store.db", "store.db.lock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void whatWasDeletedIsGoneAndItsIdsAreFree() throws IOException {
        try (IndexImport run = begin(Base.OLD_RECORDS)) {
            run.add(1, chunk(id(1), 1000));
            run.addRecipients(2, id(1), recipients(100, 2));
            run.removeRecipient(3, id(100));
            assertThat(run.delete(id(1))).isEqualTo(ImportStep.TAKEN);
            assertThat(run.delete(id(1))).isEqualTo(ImportStep.REFUSED);
            assertThat(run.markStored(id(1))).isEqualTo(ImportStep.REFUSED);
            assertThat(run.addRecipients(6, id(1), recipients(102, 1))).isEqualTo(ImportStep.REFUSED);
            assertThat(run.block(id(1), "reason=spam")).isEqualTo(ImportStep.REFUSED);
            assertThat(run.add(8, chunk(id(1), 2000))).isEqualTo(ImportStep.TAKEN);
            run.addRecipients(9, id(1), recipients(100, 1));
            assertThat(publish(run)).isEqualTo(new ImportCounts(new Totals(1, 0, 0, 1, 0), 0, 0, 0));
        }
        assertThat(refused).isEmpty();
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.findByRecipient(id(100)).orElseThrow().chunk()).isEqualTo(chunk(id(1), 2000));
            assertThat(index.findByRecipient(id(101))).isEmpty();
        }
    }

    @Test
    void anIdIsGivenOnce() throws IOException {
        try (IndexImport run = begin(Base.OLD_RECORDS)) {
            run.add(1, chunk(id(1), 1000));
            assertThat(run.add(2, chunk(id(1), 2000))).isEqualTo(ImportStep.REFUSED);
            run.addRecipients(3, id(1), List.of(recipient(100), recipient(100)));
            run.addRecipients(4, id(1), List.of(recipient(1)));
            assertThat(publish(run).totals()).isEqualTo(new Totals(1, 0, 0, 1, 0));
        }
        assertThat(refused).containsExactlyInAnyOrder(3L, 4L);
    }

    @Test
    void missingBodiesAreCounted() throws IOException {
        try (IndexImport run = begin(Base.OLD_RECORDS)) {
            for (int i = 1; i <= 3; i++) {
                run.add(i, chunk(id(i), 1000));
            }
            run.markStored(id(1));
            run.markStored(id(2));
            run.body(id(2));
            assertThat(publish(run)).isEqualTo(new ImportCounts(new Totals(3, 2, 0, 0, 2000), 1, 1, 0));
        }
    }

    private StoreId makeOld() throws IOException {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            index.add(chunk(id(1), 1000), recipients(100, 2));
            index.markStored(id(1));
            index.removeRecipient(id(101));
            return index.storeId();
        }
    }

    @Test
    void oldRecordsStayAndHaveTheLastWord() throws IOException {
        StoreId store = makeOld();
        try (IndexImport run = begin(Base.OLD_RECORDS)) {
            assertThat(run.add(1, chunk(id(1), 9000))).isEqualTo(ImportStep.KNOWN);
            assertThat(run.addRecipients(2, id(1), recipients(100, 2))).isEqualTo(ImportStep.KNOWN);
            run.removeRecipient(3, id(100));
            assertThat(run.delete(id(1))).isEqualTo(ImportStep.KNOWN);
            run.add(5, chunk(id(2), 500));
            run.addRecipients(6, id(2), List.of(recipient(100), recipient(200)));
            run.body(id(1));
            assertThat(publish(run)).isEqualTo(new ImportCounts(new Totals(2, 1, 0, 2, 1000), 0, 1, 0));
        }
        assertThat(refused).containsExactly(6L);
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.storeId()).isEqualTo(store);
            assertThat(index.recipients(id(1))).containsExactly(recipient(100));
            assertThat(index.recipients(id(2))).containsExactly(recipient(200));
        }
    }

    @Test
    void aReplacedIndexIsKeptBeside() throws IOException {
        StoreId store = makeOld();
        try (IndexImport run = begin(Base.NOTHING)) {
            run.add(1, chunk(id(2), 500));
            publish(run);
        }
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.storeId()).isEqualTo(store);
            assertThat(index.findBySender(id(1))).isEmpty();
            assertThat(index.totals().chunks()).isOne();
        }
        try (SqliteIndex index = SqliteIndex.open(file.resolveSibling("store.db.replaced"))) {
            assertThat(index.totals()).isEqualTo(new Totals(1, 1, 0, 1, 1000));
        }
    }

    @Test
    void nothingHappensUntilItIsPublished() throws IOException {
        makeOld();
        try (IndexImport run = begin(Base.NOTHING)) {
            run.add(1, chunk(id(2), 500));
            run.merge(refused::add);
            assertThatThrownBy(() -> SqliteIndex.open(file)).isInstanceOf(IOException.class)
                    .hasMessage("another process is using the store database: stop it first");
        }
        assertThat(files()).containsExactly("store.db", "store.db.lock");
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.totals()).isEqualTo(new Totals(1, 1, 0, 1, 1000));
            assertThat(index.importedLog()).isEmpty();
        }
    }

    @Test
    void whatACrashLeftIsThrownAway() throws IOException {
        makeOld();
        Files.writeString(directory.resolve("store.db.import"), "half");
        Files.writeString(directory.resolve("store.db.import-work"), "half");
        try (IndexImport run = begin(Base.OLD_RECORDS)) {
            run.add(1, chunk(id(2), 500));
            assertThat(publish(run).totals().chunks()).isEqualTo(2);
        }
        assertThat(files()).containsExactly("store.db", "store.db.lock");
    }

    @Test
    void aDamagedIndexIsNoBase() throws IOException {
        Files.writeString(file, "no database, but long enough to be taken for one".repeat(100));
        assertThatThrownBy(() -> begin(Base.OLD_RECORDS)).isInstanceOf(IOException.class)
                .hasMessage("the store database is not a database: restore it from a copy,"
                        + " or move it away to begin anew");
        assertThat(files()).containsExactly("store.db", "store.db.lock");
        assertThat(file).content().startsWith("no database");
    }

    @Test
    void theMarkOfALogIsRemembered() throws IOException {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.importedLog()).isEqualTo(Optional.empty());
            index.setImportedLog(new ImportedLog("a", false));
            index.setImportedLog(new ImportedLog("b", true));
        }
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.importedLog()).contains(new ImportedLog("b", true));
        }
    }
}
