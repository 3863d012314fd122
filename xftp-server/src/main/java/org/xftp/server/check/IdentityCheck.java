package org.xftp.server.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;

/** Whether the relay is who its address says, and for how long. */
record IdentityCheck(Path configuration, Instant now) {

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        try {
            var identity = new IdentityFiles(configuration).read(now);
            findings.add(Finding.ok("the relay's identity is " + identity.keyHash().base64Url()));
            findings.add(Validity.of(IdentityFiles.LEAF_CERTIFICATE, identity.leaf(), now, "run xftp-server cert"));
        } catch (ConfigException e) {
            findings.add(Finding.error(String.valueOf(e.getMessage())));
        }
        if (Files.exists(configuration.resolve(IdentityFiles.AUTHORITY_KEY))) {
            findings.add(Finding.warn(IdentityFiles.AUTHORITY_KEY + " is on this machine: move it to a safe place, the"
                    + " relay runs without it, and who has it can pose as the relay"));
        }
        return findings;
    }
}
