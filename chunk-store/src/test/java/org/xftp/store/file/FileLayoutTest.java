package org.xftp.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.newBody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.ChunkBodies.Listing;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.ChunkBodies.ReadableBody;
import org.xftp.store.ChunkId;
import org.xftp.store.StoreId;
import org.xftp.store.file.FileBodies.FlatBodies;

/** Where bodies lie and who may see them; the contract itself is {@link FileBodiesTest}. */
class FileLayoutTest {
    private static final ChunkId ID = ChunkId
            .of(new byte[]{(byte) 0xfb, -1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    private static final String NAME = "-_8DBAUGBwgJCgsMDQ4PEA==";

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void name() {
        root = temporary.resolve("srv/xftp");
    }

    private FileBodies open() throws IOException {
        return FileBodies.open(root, new SecureRandom());
    }

    private static void publish(FileBodies bodies, ChunkId id) throws IOException {
        try (PendingBody pending = bodies.create(newBody(id, 100))) {
            pending.write(bytes(100, 1), 0, 100);
            pending.publish();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(f -> !f.endsWith(".lock")).toList();
        }
    }

    @Test
    void namesAreThoseOfTheOfficialRelayInAFolderByTheFirstByte() throws IOException {
        try (FileBodies bodies = open()) {
            publish(bodies, ID);
        }
        assertThat(files()).containsExactly(root.resolve("fb").resolve(NAME));
    }

    @Test
    void onlyTheRelaysUserCanReadBodies() throws IOException {
        try (FileBodies bodies = open();
                PendingBody pending = bodies.create(newBody(id(1), 1))) {
            publish(bodies, ID);
            pending.write(new byte[1], 0, 1);
            assertThat(files()).hasSize(2).allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
        for (Path directory : List.of(root, root.getParent(), root.resolve("tmp"), root.resolve("00"))) {
            assertThat(Files.getPosixFilePermissions(directory))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aTemporaryNameTellsNothingOfTheId() throws IOException {
        try (FileBodies bodies = open();
                PendingBody pending = bodies.create(newBody(ID, 1));
                PendingBody other = bodies.create(newBody(ID, 1))) {
            pending.write(new byte[1], 0, 1);
            other.write(new byte[1], 0, 1);
            assertThat(files()).hasSize(2).allSatisfy(file -> {
                assertThat(file.getParent()).isEqualTo(root.resolve("tmp"));
                assertThat(String.valueOf(file.getFileName())).matches("[0-9a-f]{32}").doesNotContain("0304050607");
            });
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatACrashLeftInTmpGoesOnOpen() throws IOException {
        open().close();
        Files.write(root.resolve("tmp/0123456789abcdef0123456789abcdef"), bytes(10, 1));
        open().close();
        assertThat(files()).isEmpty();
    }

    @Test
    void aMarkThatACrashLeftUnfinishedGoesOnOpen() throws IOException {
        StoreId index = StoreId.of(bytes(16, 3));
        open().close();
        Files.write(root.resolve("tmp").resolve(HexFormat.of().formatHex(index.toArray())), new byte[1]);
        try (FileBodies bodies = open()) {
            bodies.bind(index);
        }
        assertThat(files()).containsExactly(root.resolve(".store"));
    }

    @Test
    void whatSomebodyKeepsInTmpStays() throws IOException {
        Path folder = root.resolve("tmp/0123456789abcdef0123456789abcdee");
        Files.createDirectories(folder);
        Files.createDirectories(root.resolve("tmp/work"));
        Path elsewhere = Files.write(temporary.resolve("elsewhere"), bytes(10, 1));
        Path link = Files.createSymbolicLink(root.resolve("tmp/0123456789abcdef0123456789abcdef"), elsewhere);
        List<Path> foreign = List.of(root.resolve("tmp/thesis.tex"), root.resolve("tmp/work/notes"),
                folder.resolve("0123456789abcdef0123456789abcdef"),
                root.resolve("tmp/0123456789abcdef0123456789abcdef0"));
        for (Path file : foreign) {
            Files.write(file, bytes(10, 1));
        }
        open().close();
        assertThat(files()).contains(link).containsAll(foreign);
        assertThat(elsewhere).exists();
    }

    @Test
    void aLinkInTheWayOfTmpIsNamedAndNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Path foreign = Files.write(elsewhere.resolve("0123456789abcdef0123456789abcdef"), bytes(10, 1));
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("tmp"), elsewhere);
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage("cannot prepare the directory of chunk bodies: its tmp must be a folder, not a link or a"
                        + " file: remove or rename it");
        assertThat(foreign).exists();
    }

    @Test
    void bodiesOfTheOfficialRelayAreFoundButNotListed() throws IOException {
        Files.createDirectories(root);
        Files.write(root.resolve(NAME), bytes(50, 2));
        try (FileBodies bodies = open()) {
            try (ReadableBody body = bodies.open(ID).orElseThrow()) {
                assertThat(body.size()).isEqualTo(50);
            }
            try (Listing listing = bodies.list()) {
                assertThat(listing.next()).isEmpty();
            }
            publish(bodies, ID);
            try (ReadableBody body = bodies.open(ID).orElseThrow()) {
                assertThat(body.size()).as("the newer one counts").isEqualTo(100);
            }
            assertThat(bodies.delete(ID)).as("both").isTrue();
            assertThat(files()).isEmpty();
            Files.write(root.resolve(NAME), bytes(50, 2));
            assertThat(bodies.delete(ID)).isTrue();
            assertThat(bodies.open(ID)).isEmpty();
        }
    }

    @Test
    void bodiesOfATakenOverRelayAreListed() throws IOException {
        Files.createDirectories(root);
        Files.write(root.resolve(NAME), bytes(50, 2));
        Files.write(root.resolve("readme.txt"), bytes(50, 2));
        try (FileBodies bodies = FileBodies.open(root, new SecureRandom(), FlatBodies.OWN)) {
            publish(bodies, id(1));
            try (Listing listing = bodies.list()) {
                assertThat(listing.next()).contains(id(1));
                assertThat(listing.next()).contains(ID);
                assertThat(listing.next()).isEmpty();
            }
        }
    }

    @Test
    void whatIsSetAsideIsGoneButKept() throws IOException {
        Files.createDirectories(root);
        Files.write(root.resolve(NAME), bytes(50, 2));
        try (FileBodies bodies = open()) {
            assertThat(bodies.place(ID)).isEqualTo(root.resolve(NAME));
            assertThat(bodies.quarantine(ID)).isTrue();
            assertThat(bodies.quarantine(ID)).isFalse();
            assertThat(bodies.open(ID)).isEmpty();
            publish(bodies, ID);
            assertThat(bodies.place(ID)).isEqualTo(root.resolve("fb").resolve(NAME));
            assertThat(bodies.quarantine(ID)).isTrue();
            assertThat(bodies.open(ID)).isEmpty();
        }
        assertThat(files()).containsExactly(root.resolve("quarantine").resolve(NAME));
        assertThat(Files.size(root.resolve("quarantine").resolve(NAME))).as("the newer one").isEqualTo(100);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("quarantine"))))
                .isEqualTo("rwx------");
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        open().close();
        List<Path> foreign = List.of(
                root.resolve("readme.txt"),
                root.resolve("00/.keep"),
                root.resolve("00").resolve(NAME),
                root.resolve("fb").resolve(NAME.replace("==", "")),
                root.resolve("fb").resolve(NAME.replace("EA==", "EB==")));
        for (Path file : foreign) {
            Files.write(file, bytes(5, 1));
        }
        try (FileBodies bodies = open();
                Listing listing = bodies.list()) {
            assertThat(listing.next()).isEmpty();
        }
        assertThat(files()).containsExactlyInAnyOrderElementsOf(foreign);
    }

    @Test
    void aDirectoryIsOpenOnlyOnce() throws IOException {
        try (FileBodies bodies = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessage("another process is using the directory of chunk bodies: stop it first");
            publish(bodies, ID);
        }
        open().close();
    }

    @Test
    void errorsNameNoFile() throws IOException {
        try (FileBodies bodies = open()) {
            try (PendingBody pending = bodies.create(newBody(ID, 0))) {
                Files.delete(files().getFirst());
                assertThatThrownBy(pending::publish)
                        .isInstanceOf(IOException.class)
                        .hasMessage("cannot store a chunk body: no such file or directory")
                        .hasNoCause();
            }
            assertThat(bodies.open(ID)).isEmpty();
            Files.createDirectories(root.resolve("fb").resolve(NAME).resolve("in the way"));
            assertThatThrownBy(() -> bodies.delete(ID))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot delete a chunk body: ")
                    .hasMessageNotContaining(NAME)
                    .hasNoCause();
            assertThatThrownBy(() -> publish(bodies, ID))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot store a chunk body: ")
                    .hasMessageNotContaining(NAME);
            assertThat(root.resolve("tmp")).as("nothing left behind").isEmptyDirectory();
        }
    }

    @Test
    void saysWhenTheDirectoryCannotBeMade() throws IOException {
        Files.createDirectories(root.getParent());
        Files.write(root, bytes(1, 1));
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot create the directory of chunk bodies: ")
                .hasMessageNotContaining("srv");
    }
}
