package org.xftp.server.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xftp.server.config.RelayIni;

/**
 * Whether the relay can listen.
 *
 * @param relayRuns whether a relay is running here already, which may hold the ports
 * @param starting whether this process is to be the relay: another may be given more rights by systemd
 */
record PortCheck(PortProbe probe, boolean relayRuns, boolean starting) {
    private static final int FIRST_FREE_TO_ALL = 1024;

    List<Finding> run(RelayIni ini) {
        List<Finding> findings = new ArrayList<>();
        findings.add(look("port", ini.port(), new InetSocketAddress(ini.port())));
        ini.controlPort().ifPresent(port -> findings.add(
                look("control_port", port, new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
        return findings;
    }

    private Finding look(String name, int port, InetSocketAddress address) {
        var place = "[TRANSPORT] " + name + " " + port;
        if (port == 0) {
            return Finding.warn(place + " means any free one: clients do not find the relay again");
        }
        try {
            probe.tryPort(address);
            return Finding.ok(place + " is free");
        } catch (IOException e) {
            return problem(place, port, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        }
    }

    private Finding problem(String place, int port, String reason) {
        if (relayRuns) {
            return Finding.ok(place + " is in use, as it should be while the relay runs");
        }
        if (port < FIRST_FREE_TO_ALL && reason.contains("permission")) {
            return new Finding(starting ? Finding.Level.ERROR : Finding.Level.WARN, place + " is for privileged"
                    + " programs: in a systemd unit set AmbientCapabilities=CAP_NET_BIND_SERVICE, or use a port from"
                    + " 1024 on");
        }
        return Finding.error(place + " cannot be listened on: another program has it");
    }
}
