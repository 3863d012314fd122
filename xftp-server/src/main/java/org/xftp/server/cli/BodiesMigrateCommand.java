package org.xftp.server.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.xftp.server.BodiesMigration;
import org.xftp.server.MoveStatus;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.Secret;
import org.xftp.store.BodyMove.Fault;
import org.xftp.store.BodyMove.Progress;
import org.xftp.store.StoreInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "migrate", mixinStandardHelpOptions = true, description = "Move the bytes of chunks to the place that the ini names, or follow the running relay while it does. Exit code 3: some could not be moved.")
final class BodiesMigrateCommand implements Callable<Integer> {
    /** Where bytes can be. */
    enum Place {
        DISK,
        S3
    }

    private static final int FAULTS = 3;
    private static final long LOOK_NANOS = 500_000_000L;
    private static final long TELL_NANOS = 10_000_000_000L;
    private static final double MIB = 1 << 20;

    private final Surroundings surroundings;
    private long toldAt = System.nanoTime() - TELL_NANOS;

    @Option(names = "--to", required = true, paramLabel = "disk|s3", description = "where to; the ini must say the same as bodies, and the other place as bodies_from")
    private Place to = Place.S3;

    BodiesMigrateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var directories = RelayDirectories.of(surroundings.environment());
        var secrets = EnumSet.copyOf(Secret.OF_OBJECTS);
        if (RelayIni.readWithoutSecrets(directories.configuration()).remote().index().isPresent()) {
            secrets.add(Secret.DATABASE);
        }
        var ini = RelayIni.read(directories.configuration(), surroundings.environment(), secrets);
        if (ini.remote().moving().isEmpty() || ini.remote().bodies().isPresent() != (to == Place.S3)) {
            var from = to == Place.S3 ? Place.DISK : Place.S3;
            throw new ConfigException(
                    "the ini has to say [FILES] bodies = %s and bodies_from = %s: add that, and restart"
                            .formatted(lower(to), lower(from)) + " the relay");
        }
        var migration = new BodiesMigration(directories.log(), ini.files(), ini.remote(), ini.minFreeDisk(),
                surroundings.random());
        while (true) {
            try {
                return end(migration.run(this::tell));
            } catch (StoreInUseException _) {
                // By a relay, which moves them: its progress is told.
            }
            var status = MoveStatus.read(directories.log()).filter(one -> one.toObjects() == (to == Place.S3))
                    .orElseThrow(() -> new ConfigException("the relay that is running does not move bytes to "
                            + lower(to) + ": restart it, so that it reads the ini"));
            if (status.done()) {
                return end(status.progress());
            }
            tell(status);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static String lower(Place place) {
        return place.name().toLowerCase(Locale.ROOT);
    }

    /** Now and then. */
    private void tell(MoveStatus status) {
        long now = System.nanoTime();
        if (now - toldAt < TELL_NANOS) {
            return;
        }
        toldAt = now;
        surroundings.print(moved(status.progress()) + ", of at most " + status.stored() + " chunks"
                + (status.problem().isEmpty() ? "" : "; waiting: " + status.problem()));
    }

    private static String moved(Progress progress) {
        return String.format(Locale.ROOT, "%d moved, %.1f MiB", progress.moved(), progress.bytes() / MIB);
    }

    private int end(Progress progress) {
        surroundings.print(moved(progress) + ". Nothing is left to move: bodies_from can go from the ini.");
        for (Fault fault : Fault.values()) {
            long count = progress.faults().getOrDefault(fault, 0L);
            if (count > 0) {
                surroundings.print(count + " " + explanation(fault));
            }
        }
        if (to == Place.S3 && progress.moved() == 0 && progress.faults().values().stream().allMatch(n -> n == 0)) {
            surroundings.print("There was nothing in [FILES] path: if a disk is to be mounted there, mount it first.");
        }
        boolean clean = progress.faults().getOrDefault(Fault.CORRUPT, 0L) == 0
                && progress.faults().getOrDefault(Fault.UNREADABLE, 0L) == 0;
        return clean ? 0 : FAULTS;
    }

    private static String explanation(Fault fault) {
        return switch (fault) {
            case CORRUPT -> "have other bytes than were uploaded, and were left in the old place.";
            case UNREADABLE -> "cannot be read in the old place, and were left there.";
            case UNKNOWN -> "belong to no stored chunk, and were left in the old place.";
        };
    }
}
