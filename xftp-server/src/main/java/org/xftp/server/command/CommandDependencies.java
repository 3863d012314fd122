package org.xftp.server.command;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.xftp.server.config.RelayLimits;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.ChunkStore;

/**
 * What commands work with.
 *
 * @param clock tells when a chunk is registered
 * @param nanoTime measures how long uploads take; never goes back
 */
public record CommandDependencies(ChunkStore store, RegistrationPolicy policy, RelayLimits limits,
        RelayCounters counters, SecureRandom random, InstantSource clock, LongSupplier nanoTime) {}
