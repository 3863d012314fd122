package org.xftp.server.config;

import java.util.Optional;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.s3.S3Settings;

/**
 * What of a relay's store lies on other machines (docs/SCALING.md).
 *
 * @param index the records of chunks; empty: in the log directory
 * @param bodies the bytes of chunks; empty: in the directory of {@code [FILES] path}
 */
public record RemoteStore(Optional<PostgresSettings> index, Optional<S3Settings> bodies) {
    /** Everything lies on this machine. */
    public static final RemoteStore NONE = new RemoteStore(Optional.empty(), Optional.empty());

    /**
     * For commands that work on this machine's store only.
     *
     * @throws ConfigException when a part of the store lies elsewhere
     */
    public void requireNone(String command) throws ConfigException {
        if (index.isPresent() || bodies.isPresent()) {
            throw new ConfigException(command + " works on a store in files only: the ini has store_files = database or"
                    + " bodies = s3");
        }
    }
}
