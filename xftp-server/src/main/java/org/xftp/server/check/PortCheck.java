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
        findings.add(ini.port() == 0
                ? Finding.warn("[TRANSPORT] port 0 means any free one: clients do not find the relay again")
                : look("[TRANSPORT] port", new InetSocketAddress(ini.port())));
        ini.controlPort().ifPresent(port -> findings.add(look("[TRANSPORT] control_port",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
        var web = ini.web();
        web.http().ifPresent(port -> findings.add(look("[WEB] http", new InetSocketAddress(port))));
        // Not opened without a certificate, nor where it is the relay's own port.
        web.https().filter(port -> port != ini.port() && web.certificate().isPresent() && web.key().isPresent())
                .ifPresent(port -> findings.add(look("[WEB] https", new InetSocketAddress(port))));
        ini.monitoring().endpoint().ifPresent(endpoint -> findings.add(look("[MONITORING] metrics_port",
                new InetSocketAddress(endpoint.host(), endpoint.port()))));
        return findings;
    }

    private Finding look(String key, InetSocketAddress address) {
        var place = key + " " + address.getPort();
        if (address.getPort() == 0) {
            return Finding.warn(place + " means any free one, another at each start");
        }
        try {
            probe.tryPort(address);
            return Finding.ok(place + " is free");
        } catch (IOException e) {
            return problem(place, address, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        }
    }

    private Finding problem(String place, InetSocketAddress address, String reason) {
        if (address.isUnresolved() || reason.contains("cannot assign")) {
            return Finding.error(place + " cannot be listened on: metrics_host is not an address of this machine");
        }
        if (relayRuns) {
            return Finding.ok(place + " is in use, as it should be while the relay runs");
        }
        if (address.getPort() < FIRST_FREE_TO_ALL && reason.contains("permission")) {
            return new Finding(starting ? Finding.Level.ERROR : Finding.Level.WARN, place + " is for privileged"
                    + " programs: in a systemd unit set AmbientCapabilities=CAP_NET_BIND_SERVICE, or use a port from"
                    + " 1024 on");
        }
        return Finding.error(place + " cannot be listened on: another program has it");
    }
}
