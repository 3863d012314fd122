package org.xftp.server.cli;

import java.util.concurrent.Callable;
import org.xftp.server.check.Finding;
import org.xftp.server.check.PortProbe;
import org.xftp.server.check.RelayCheck;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import picocli.CommandLine.Command;

@Command(name = "check", mixinStandardHelpOptions = true, description = "Look over configuration, certificates, rights, ports, disk and store, and serve nothing.")
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException {
        var findings = new RelayCheck(RelayDirectories.of(surroundings.environment()), surroundings.environment(),
                surroundings.clock().instant(), PortProbe.ofMachine(), Runtime.getRuntime().maxMemory()).run();
        findings.forEach(finding -> surroundings.print(finding.line()));
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR) ? 1 : 0;
    }
}
