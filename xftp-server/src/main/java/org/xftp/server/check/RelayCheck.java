package org.xftp.server.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RemoteStore;
import org.xftp.server.config.Secret;

/**
 * Looks over what a relay would start with: the ini, certificates, rights, ports, disk and store. Changes nothing but
 * what opening and closing the index changes, and asks nothing of the network but what of the store lies there.
 *
 * @param environment of the process that is to run the relay
 * @param heap bytes of memory that it may use
 */
public record RelayCheck(RelayDirectories directories, Map<String, String> environment, Instant now, PortProbe ports,
        long heap) {
    public RelayCheck {
        environment = Map.copyOf(environment);
    }

    /** The environment may hold passwords. */
    @Override
    public String toString() {
        return "RelayCheck[" + directories + "]";
    }

    /** Everything that can be looked at, however much else is wrong. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        var unread = EnumSet.noneOf(Secret.class);
        var ini = readIni(findings, unread);
        findings.addAll(new IdentityCheck(directories.configuration(), now).run());
        findings.addAll(RightsCheck.ofConfiguration(directories.configuration()));
        var remote = ini.map(RelayIni::remote).orElse(RemoteStore.NONE);
        var store = remote.index().isPresent()
                ? new StoreCheck.Outcome(List.of(Directories.usable("the log directory " + directories.log(),
                        directories.log())), Optional.empty(), false)
                : new StoreCheck(directories.log(), now).run();
        findings.addAll(store.findings());
        findings.addAll(RemoteStoreCheck.run(remote, unread));
        ini.ifPresent(read -> {
            findings.addAll(IniCheck.run(read, heap, unread));
            findings.addAll(WebCheck.run(read.web(), now));
            if (read.remote().usesDirectory()) {
                findings.addAll(new DiskCheck(read, store.storedBytes()).run());
            }
            RemoteStoreCheck.unused(read.remote(), read.files()).ifPresent(findings::add);
            findings.addAll(new PortCheck(ports, store.inUse(), false).run(read));
        });
        return List.copyOf(findings);
    }

    /** {@code unread}: takes up the passwords that cannot be looked at here. */
    private Optional<RelayIni> readIni(List<Finding> findings, Set<Secret> unread) {
        try {
            unread.addAll(RelayIni.ofServiceOnly(directories.configuration(), environment));
            unread.forEach(secret -> findings.add(Finding.warn(secret.file().place()
                    + " is a credential that only the relay's service has: it was not looked at")));
            var ini = RelayIni.read(directories.configuration(), environment,
                    EnumSet.complementOf(EnumSet.copyOf(unread)));
            findings.add(Finding.ok(RelayIni.FILE + " is understood"));
            return Optional.of(ini);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> findings.add(Finding.error(problem)));
            return Optional.empty();
        }
    }
}
