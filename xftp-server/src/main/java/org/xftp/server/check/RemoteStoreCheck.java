package org.xftp.server.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xftp.server.StoredChunks;
import org.xftp.server.config.RemoteStore;
import org.xftp.server.config.Secret;

/** Whether what of the store lies on other machines can be used. */
final class RemoteStoreCheck {
    private RemoteStoreCheck() {}

    /** @param unread passwords that were not read: what needs them is not asked */
    static List<Finding> run(RemoteStore remote, Set<Secret> unread) {
        List<Finding> findings = new ArrayList<>();
        if (remote.index().isPresent() && !unread.contains(Secret.DATABASE)) {
            findings.add(look(new RemoteStore(remote.index(), Optional.empty()), "the records in PostgreSQL"));
        }
        if (remote.objects().isPresent() && Collections.disjoint(unread, Secret.OF_OBJECTS)) {
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
