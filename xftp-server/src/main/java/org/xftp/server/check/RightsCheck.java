package org.xftp.server.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelayIni;

/** Whether secrets are secret. */
final class RightsCheck {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> STRANGERS_WRITE = EnumSet.of(PosixFilePermission.OTHERS_WRITE);

    private RightsCheck() {}

    static List<Finding> ofConfiguration(Path configuration) {
        if (!Files.isDirectory(configuration)
                || !configuration.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (String name : List.of(IdentityFiles.AUTHORITY_KEY, IdentityFiles.LEAF_KEY, RelayIni.FILE)) {
            look(configuration.resolve(name), OTHERS, "can be read or changed by others: run chmod 600 on it",
                    findings);
        }
        look(configuration, STRANGERS_WRITE, "can be changed by everybody: run chmod o-w on it", findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok("keys and passwords in " + configuration + " are kept from others"));
        }
        return findings;
    }

    private static void look(Path path, Set<PosixFilePermission> tooMuch, String complaint, List<Finding> findings) {
        try {
            if (Files.exists(path) && Files.getPosixFilePermissions(path).stream().anyMatch(tooMuch::contains)) {
                findings.add(Finding.warn(path + " " + complaint));
            }
        } catch (IOException e) {
            findings.add(Finding.error(path + " cannot be looked at: run this as the relay's user"));
        }
    }
}
