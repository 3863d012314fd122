package org.xftp.server.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.server.StoredChunks;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.StorageSize;

/**
 * Whether the disk holds what is on record, and what the quota promises.
 *
 * @param stored bytes of chunks on record; empty when unknown
 */
record DiskCheck(RelayIni ini, Optional<Long> stored) {

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Directories.usable("[FILES] path " + ini.files(), ini.files()));
        missing().ifPresent(findings::add);
        Directories.nearestExisting(ini.files()).flatMap(this::room).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> missing() {
        try {
            return StoredChunks.missingBodies(ini.remote(), ini.files(), stored.orElse(0L)).map(Finding::error);
        } catch (IOException e) {
            return Optional.of(Finding.warn("[FILES] path " + ini.files() + " cannot be looked at"));
        }
    }

    private Optional<Finding> room(Path place) {
        try {
            return stored.map(bytes -> room(bytes, usable(place)));
        } catch (UncheckedIOException e) {
            return Optional.of(Finding.warn("how much of the disk is free cannot be told"));
        }
    }

    private static long usable(Path place) {
        try {
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Finding room(long bytes, long free) {
        var state = StorageSize.format(bytes) + " of " + StorageSize.format(ini.storageQuota()) + " are stored, "
                + StorageSize.format(free) + " are free on the disk";
        if (free < ini.minFreeDisk()) {
            return Finding.warn(state + ", less than min_free_disk: no uploads are taken");
        }
        long wanted = Math.max(0, ini.storageQuota() - bytes);
        return free - ini.minFreeDisk() < wanted
                ? Finding.warn(state + ": the disk is full before the quota is; lower storage_quota or make room")
                : Finding.ok(state);
    }
}
