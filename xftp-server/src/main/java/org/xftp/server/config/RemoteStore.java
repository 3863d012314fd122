package org.xftp.server.config;

import java.util.Optional;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.s3.S3Settings;

/**
 * What of a relay's store lies on other machines (docs/SCALING.md).
 *
 * @param index the records of chunks; empty: in the log directory
 * @param bodies the bytes of chunks; empty: in the directory of {@code [FILES] path}
 * @param moving where bytes of chunks still lie that are to be there; empty: they are all there
 */
public record RemoteStore(Optional<PostgresSettings> index, Optional<S3Settings> bodies, Optional<Moving> moving) {
    /** Everything lies on this machine. */
    public static final RemoteStore NONE = new RemoteStore(Optional.empty(), Optional.empty());

    /**
     * The place that bytes of chunks move from.
     *
     * @param from an object store; empty: the directory of {@code [FILES] path}
     * @param bytesPerSecond how fast, on average; 0: as fast as it goes
     */
    public record Moving(Optional<S3Settings> from, long bytesPerSecond) {}

    public RemoteStore {
        if (moving.isPresent() && moving.get().from().isPresent() == bodies.isPresent()) {
            throw new IllegalArgumentException("bytes move between a directory and an object store");
        }
    }

    /** A store whose bytes are all where they are to be. */
    public RemoteStore(Optional<PostgresSettings> index, Optional<S3Settings> bodies) {
        this(index, bodies, Optional.empty());
    }

    /** The object store that is in use, for whatever part of the bytes. */
    public Optional<S3Settings> objects() {
        return bodies.or(() -> moving.flatMap(Moving::from));
    }

    /** Whether the directory of {@code [FILES] path} is in use, for whatever part of the bytes. */
    public boolean usesDirectory() {
        return bodies.isEmpty() || moving.isPresent();
    }

    /**
     * For commands that work on this machine's store only.
     *
     * @throws ConfigException when a part of the store lies elsewhere
     */
    public void requireNone(String command) throws ConfigException {
        if (index.isPresent() || objects().isPresent()) {
            throw new ConfigException(command + " works on a store in files only: the ini has store_files = database,"
                    + " bodies = s3 or bodies_from");
        }
    }
}
