package org.xftp.server.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.server.StoredChunks;
import org.xftp.server.config.RemoteStore;

/** Whether what of the store lies on other machines can be used. */
final class RemoteStoreCheck {
    private RemoteStoreCheck() {}

    static List<Finding> run(RemoteStore remote) {
        List<Finding> findings = new ArrayList<>();
        if (remote.index().isPresent()) {
            findings.add(look(new RemoteStore(remote.index(), Optional.empty()), "the records in PostgreSQL"));
        }
        if (remote.objects().isPresent()) {
            findings.add(look(new RemoteStore(Optional.empty(), remote.objects()), "the object store"));
        }
        return findings;
    }

    /** Bytes that were forgotten on the disk. */
    static Optional<Finding> unused(RemoteStore remote, Path filesDirectory) {
        try {
            return StoredChunks.unusedBodies(remote, filesDirectory).map(Finding::warn);
        } catch (IOException e) {
            return Optional.of(Finding.warn("[FILES] path " + filesDirectory + " cannot be looked at"));
        }
    }

    private static Finding look(RemoteStore part, String name) {
        try {
            var totals = StoredChunks.lookAt(part);
            return Finding.ok(name + " can be used"
                    + totals.map(held -> ", " + held.storedChunks() + " chunks are stored").orElse(""));
        } catch (IOException e) {
            return Finding.error(String.valueOf(e.getMessage()));
        }
    }
}
