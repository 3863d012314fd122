package org.xftp.client.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.TestFiles;
import org.xftp.client.state.TransferStore.Claim;

/** Besides the contract: what lies on disk, and what power loss may leave there. */
class FileTransferStoreTest extends TransferStoreContract {
    @TempDir
    private Path home = Path.of("");

    @Override
    TransferStore store() {
        return new FileTransferStore(home.resolve("state/transfers"), new Random(1));
    }

    private Path file(TransferId id) {
        return home.resolve("state/transfers/" + id + ".transfer");
    }

    private TransferId written(String... entries) throws IOException {
        try (TransferLog log = claimed(store().claim(head -> false, entry("head")))) {
            for (String text : entries) {
                log.append(entry(text));
            }
            return log.id();
        }
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        Path file = file(written("secret"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void removingLeavesNothingOfIt() throws IOException {
        TransferId id = written("secret");
        claimed(store().claim(id).orElseThrow()).remove();
        try (var left = Files.list(home.resolve("state/transfers"))) {
            assertThat(left.filter(path -> path.toString().contains(id.text()))).isEmpty();
        }
    }

    /** A limit on the size of files takes the place of a full disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeWrittenLeavesNothing() throws Exception {
        Path directory = home.resolve("state");
        Process process = new ProcessBuilder("bash", "-c", "ulimit -f 0; exec \"$@\"", "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Claiming.class.getName(), directory.toString()).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("java.io.IOException");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("lock"));
        }
    }

    /** Begins a transfer. */
    static final class Claiming {
        private Claiming() {}

        public static void main(String[] args) {
            try {
                new FileTransferStore(Path.of(args[0]), new Random(1)).claim(head -> false, entry("head"));
                System.out.println("claimed");
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }

    @Test
    void whatAKilledProcessLeftOfANewTransferGoes() throws IOException {
        Path directory = Files.createDirectories(home.resolve("state/transfers"));
        Files.writeString(directory.resolve("new"), "longer than what comes now");
        TransferId id = written();
        assertThat(store().read(id)).containsExactly(entry("head"));
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void aFileTornAnywhereKeepsTheEntriesBeforeAndGoesOn() throws IOException {
        TransferId id = written("one", "two");
        byte[] whole = Files.readAllBytes(file(id));
        int lastLine = whole.length - EntryLines.encode(entry("two")).length;
        for (int length = lastLine; length < whole.length; length++) {
            Files.write(file(id), Arrays.copyOf(whole, length));
            assertGoesOn(id, List.of(entry("head"), entry("one")));
            byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, length), whole.length);
            Files.write(file(id), zeros);
            assertGoesOn(id, List.of(entry("head"), entry("one")));
        }
    }

    private void assertGoesOn(TransferId id, List<Entry> entries) throws IOException {
        TransferStore store = store();
        assertThat(store.read(id)).isEqualTo(entries);
        try (TransferLog log = claimed(store.claim(id).orElseThrow())) {
            log.append(entry("new"));
        }
        assertThat(store.read(id)).startsWith(entries.toArray(Entry[]::new)).hasSize(3).endsWith(entry("new"));
    }

    @Test
    void everyChangedByteEndsTheEntriesThere() throws IOException {
        TransferId id = written("one");
        byte[] whole = Files.readAllBytes(file(id));
        int head = EntryLines.encode(entry("head")).length;
        for (int i = head; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file(id), changed);
            assertThat(store().read(id)).as("byte " + i).isEqualTo(List.of(entry("head")));
        }
    }

    @Test
    void aFileDamagedInItsMidstIsLeftAsItIs() throws IOException {
        TransferId id = written("one", "two");
        byte[] changed = Files.readAllBytes(file(id));
        changed[EntryLines.encode(entry("head")).length + 2] ^= 1;
        Files.write(file(id), changed);
        assertThat(store().read(id)).isEqualTo(List.of(entry("head")));
        try (TransferLog log = claimed(store().claim(id).orElseThrow())) {
            assertThatExceptionOfType(DamagedTransferException.class).isThrownBy(log::entries);
        }
        assertThat(Files.readAllBytes(file(id))).isEqualTo(changed);
        claimed(store().claim(id).orElseThrow()).remove();
        assertThat(store().list()).isEmpty();
    }

    private List<String> names() throws IOException {
        return TestFiles.list(home.resolve("state/transfers")).stream().map(path -> path.getFileName().toString())
                .sorted().toList();
    }

    @Test
    void whatCannotBeMadeLeavesNothing() throws IOException {
        TransferId next = TransferId.random(new Random(1));
        Files.createDirectories(home.resolve("state/transfers/" + next + ".lock"));
        assertThatIOException().isThrownBy(() -> store().claim(head -> false, entry("head")));
        assertThat(names()).containsExactly("lock");
    }

    @Test
    void whoeverWaitsForAnotherProcessCanBeInterrupted() throws IOException, InterruptedException {
        written("one");
        List<String> before = names();
        TransferStore store = store();
        try (RandomAccessFile file = new RandomAccessFile(home.resolve("state/transfers/lock").toFile(), "rw")) {
            file.getChannel().lock();
            List<Thread> waiting = new ArrayList<>();
            List<IOException> failures = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 2; i++) {
                waiting.add(Thread.ofVirtual().start(() -> failures
                        .add(catchThrowableOfType(IOException.class, () -> store.claim(head -> true, entry("head"))))));
            }
            Thread.sleep(50);
            for (Thread thread : waiting.reversed()) {
                thread.interrupt();
                assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
            }
            assertThat(failures).hasSize(2).hasOnlyElementsOfType(InterruptedIOException.class);
        }
        assertThat(names()).isEqualTo(before);
    }

    /** At whatever point the interrupt comes. */
    @Test
    void anInterruptedClaimIsHadOrLeavesNothing() throws IOException, InterruptedException {
        TransferStore store = store();
        Random random = new Random(2);
        int had = 0;
        for (int i = 0; i < 100; i++) {
            AtomicReference<Claim> claim = new AtomicReference<>();
            AtomicReference<IOException> failure = new AtomicReference<>();
            Thread thread = Thread.ofPlatform().start(() -> {
                try {
                    claim.set(store.claim(head -> false, entry("head")));
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            Thread.sleep(0, random.nextInt(1_000_000));
            thread.interrupt();
            thread.join();
            if (claim.get() != null) {
                claimed(claim.get()).remove();
                had++;
            } else {
                assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
            }
        }
        assertThat(had).isPositive();
        assertThat(names()).containsExactly("lock");
    }

    @Test
    void otherFilesInTheDirectoryAreLeftAlone() throws IOException {
        TransferId id = written();
        Files.writeString(home.resolve("state/transfers/notes.transfer"), "hello", StandardOpenOption.CREATE_NEW);
        assertThat(store().list()).containsExactly(id);
    }
}
