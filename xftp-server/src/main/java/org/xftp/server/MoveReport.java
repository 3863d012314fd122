package org.xftp.server;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.xftp.store.BodyMove;
import org.xftp.store.BodyMove.Fault;
import org.xftp.store.BodyMove.Progress;

/** Writes {@link MoveStatus} now and then, and tells of trouble once. Belongs to one thread at a time. */
final class MoveReport implements BodyMove.Listener {
    private static final System.Logger LOG = System.getLogger(MoveReport.class.getName());
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path directory;
    private final boolean toObjects;
    private final long stored;
    private final Consumer<MoveStatus> listener;
    private final LongSupplier nanoTime;
    private MoveStatus last;
    private long writtenAt;

    /** Writes the first status. */
    MoveReport(Path directory, boolean toObjects, long stored, Consumer<MoveStatus> listener, LongSupplier nanoTime)
            throws IOException {
        this.directory = directory;
        this.toObjects = toObjects;
        this.stored = stored;
        this.listener = listener;
        this.nanoTime = nanoTime;
        last = status(new Progress(0, 0, Map.of()), "", false);
        last.write(directory);
        writtenAt = nanoTime.getAsLong();
    }

    private MoveStatus status(Progress progress, String problem, boolean done) {
        return new MoveStatus(toObjects, stored, progress, problem, done);
    }

    @Override
    public synchronized void progress(Progress progress) {
        last = status(progress, "", false);
        if (nanoTime.getAsLong() - writtenAt > INTERVAL_NANOS) {
            write();
        }
    }

    @Override
    public synchronized void failed(IOException failure) {
        var problem = String.valueOf(failure.getMessage());
        if (!problem.equals(last.problem())) {
            LOG.log(Level.WARNING, "the bytes of chunks are not moved for now: {0}", problem);
        }
        last = status(last.progress(), problem, false);
        write();
    }

    /** Nothing is left to move. */
    synchronized void done(Progress progress) {
        last = status(progress, "", true);
        write();
        LOG.log(Level.INFO,
                "the bytes of all chunks are moved, so bodies_from can go from the ini moved={0} corrupt={1}"
                        + " unreadable={2} unknown={3}",
                Long.toString(progress.moved()), count(progress, Fault.CORRUPT),
                count(progress, Fault.UNREADABLE), count(progress, Fault.UNKNOWN));
    }

    private static String count(Progress progress, Fault fault) {
        return Long.toString(progress.faults().getOrDefault(fault, 0L));
    }

    private void write() {
        writtenAt = nanoTime.getAsLong();
        listener.accept(last);
        try {
            last.write(directory);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "how far bytes of chunks are moved could not be written: {0}", e.getMessage());
        }
    }
}
