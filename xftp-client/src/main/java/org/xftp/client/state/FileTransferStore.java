package org.xftp.client.state;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.xftp.client.files.OwnerOnly;

/**
 * Keeps each transfer in a file of its own with a random name, readable by its owner only: {@code <id>.transfer}, with
 * {@code <id>.lock} beside it while it exists. A new file becomes visible whole, forced to disk; entries are lines
 * appended to it. One object for each directory and process: see {@link Claims}.
 */
public final class FileTransferStore implements TransferStore {
    private static final String ENDING = ".transfer";
    private static final long WAIT_MILLIS = 10;

    private final Path directory;
    private final RandomGenerator random;
    private final Claims claims = new Claims();
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** @param directory made when first needed, for its owner only */
    public FileTransferStore(Path directory, RandomGenerator random) {
        this.directory = directory;
        this.random = random;
    }

    @Override
    public Claim claim(Predicate<Entry> same, Entry head) throws IOException {
        Files.createDirectories(directory, OwnerOnly.directory());
        try {
            oneAtATime.lockInterruptibly();
            try {
                return claimAlone(same, head);
            } finally {
                oneAtATime.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while others were in the directory");
        }
    }

    private Claim claimAlone(Predicate<Entry> same, Entry head) throws IOException, InterruptedException {
        Claims.Held all = takeDirectory();
        try {
            for (TransferId id : list()) {
                List<Entry> entries = read(id);
                Optional<Claim> claimed = !entries.isEmpty() && same.test(entries.getFirst())
                        ? claim(id)
                        : Optional.empty();
                if (claimed.isPresent()) {
                    return claimed.get();
                }
            }
            return begin(TransferId.random(random), head);
        } finally {
            all.release(false);
        }
    }

    /** Held for as long as it takes to look through the heads. */
    private Claims.Held takeDirectory() throws IOException, InterruptedException {
        while (true) {
            Optional<Claims.Held> held = claims.take(directory.resolve("lock"));
            if (held.isPresent()) {
                return held.get();
            }
            Thread.sleep(WAIT_MILLIS);
        }
    }

    @Override
    public Optional<Claim> claim(TransferId id) throws IOException {
        Path file = file(id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<Claims.Held> held = claims.take(lock(id));
        if (held.isEmpty()) {
            return Optional.of(new Claim.Busy(id));
        }
        try {
            return Optional.of(new Claim.Claimed(FileTransferLog.open(id, file, held.get())));
        } catch (NoSuchFileException e) {
            // Removed while this waited for the lock.
            held.get().release(true);
            return Optional.empty();
        } catch (IOException e) {
            held.get().release(false);
            throw e;
        }
    }

    /**
     * Leaves nothing of a transfer that it could not make. Only whoever holds the directory makes a file: what a killed
     * process left of one can go.
     */
    private Claim begin(TransferId id, Entry head) throws IOException {
        Path temporary = directory.resolve("new");
        Files.deleteIfExists(temporary);
        try {
            Files.createFile(temporary, OwnerOnly.file());
            // No channel: interrupting a thread closes the one that it uses.
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(EntryLines.encode(head));
                out.getFD().sync();
            }
            Files.move(temporary, file(id), StandardCopyOption.ATOMIC_MOVE);
            OwnerOnly.forceDirectory(directory);
            return claim(id).orElseThrow(() -> new IOException("a file just made is gone"));
        } catch (IOException e) {
            for (Path made : List.of(temporary, file(id), lock(id))) {
                Files.deleteIfExists(made);
            }
            throw e;
        }
    }

    @Override
    public List<TransferId> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(path -> id(path).isPresent()).toList();
        }
        record Aged(TransferId id, FileTime made) {}
        List<Aged> aged = new ArrayList<>();
        for (Path file : files) {
            aged.add(new Aged(id(file).orElseThrow(), made(file)));
        }
        return aged.stream().sorted(Comparator.comparing(Aged::made).thenComparing(a -> a.id().text())).map(Aged::id)
                .toList();
    }

    private static FileTime made(Path file) throws IOException {
        try {
            return (FileTime) Files.getAttribute(file, "creationTime");
        } catch (NoSuchFileException e) {
            // Just removed: its place does not matter.
            return FileTime.fromMillis(0);
        }
    }

    private static Optional<TransferId> id(Path file) {
        String name = String.valueOf(file.getFileName());
        String id = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
        return TransferId.isValid(id) ? Optional.of(new TransferId(id)) : Optional.empty();
    }

    @Override
    public List<Entry> read(TransferId id) throws IOException {
        try {
            return EntryLines.decode(Files.readAllBytes(file(id))).entries();
        } catch (NoSuchFileException e) {
            // Finished or forgotten meanwhile.
            return List.of();
        }
    }

    private Path file(TransferId id) {
        return directory.resolve(id + ENDING);
    }

    private Path lock(TransferId id) {
        return directory.resolve(id + ".lock");
    }
}
