package org.xftp.server.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.xftp.protocol.command.ChunkSize;
import org.xftp.server.config.ControlPassword;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelayLimits;
import org.xftp.server.config.Secret;
import org.xftp.server.config.StorageSize;

/** What is allowed in the ini, but hardly meant. */
final class IniCheck {
    private IniCheck() {}

    /** @param unread passwords that were not read */
    static List<Finding> run(RelayIni ini, long heap, Set<Secret> unread) {
        List<Finding> findings = new ArrayList<>();
        if (ini.hosts().isEmpty()) {
            findings.add(Finding.warn("[TRANSPORT] host is not given: the printed address has a gap"));
        }
        if (ini.storageQuota() < ChunkSize.KIB_64) {
            findings.add(Finding.warn("[FILES] storage_quota is less than the smallest chunk, "
                    + StorageSize.format(ChunkSize.KIB_64) + ": nothing can be stored"));
        }
        ini.inactivity().filter(idle -> idle.checkInterval().compareTo(idle.ttl()) > 0)
                .ifPresent(_ -> findings.add(Finding.warn("[INACTIVE_CLIENTS] check_interval is longer than ttl:"
                        + " connections stay open for up to both together")));
        passwords(ini, unread, findings);
        memory(ini, heap, findings);
        return findings;
    }

    private static void passwords(RelayIni ini, Set<Secret> unread, List<Finding> findings) {
        if (ini.newFiles() && ini.createPassword().isEmpty() && !unread.contains(Secret.CREATE)) {
            findings.add(Finding.ok("everybody can upload: there is no create_password"));
        }
        ini.createPassword().filter(password -> password.toArray().length < ControlPassword.FEWEST)
                .ifPresent(_ -> findings.add(weak("create_password")));
        ini.controlAdmin().filter(ControlPassword::isShort)
                .ifPresent(_ -> findings.add(weak("control_port_admin_password")));
        ini.controlUser().filter(ControlPassword::isShort)
                .ifPresent(_ -> findings.add(weak("control_port_user_password")));
        if (ini.controlPort().isPresent() && ini.controlAdmin().isEmpty() && ini.controlUser().isEmpty()
                && Collections.disjoint(unread, Set.of(Secret.ADMIN, Secret.USER))) {
            findings.add(Finding.warn("[TRANSPORT] control_port is open, but without a password in [AUTH] nobody can do"
                    + " anything there"));
        }
    }

    private static Finding weak(String key) {
        return Finding
                .warn("[AUTH] " + key + " is shorter than " + ControlPassword.FEWEST
                        + " characters: it can be guessed");
    }

    private static void memory(RelayIni ini, long heap, List<Finding> findings) {
        var wanted = ini.limits();
        var possible = wanted.within(heap);
        int connections = possible.transport().admission().connections();
        findings.add(Finding.ok("a heap of " + StorageSize.format(heap) + " is enough for " + connections
                + " connections and " + possible.transfers() + " transfers at a time"
                + ofAddress(possible)
                + (connections < wanted.transport().admission().connections()
                        ? ", fewer than [LIMITS] allows: -Xmx raises it"
                        : "")));
    }

    private static String ofAddress(RelayLimits limits) {
        return limits.transfersPerAddress() < limits.transfers()
                ? ", " + limits.transfersPerAddress() + " of them of one address"
                : "";
    }
}
