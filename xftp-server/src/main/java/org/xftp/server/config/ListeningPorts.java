package org.xftp.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports that the relay's services listen on: of two that are the same the second could not be opened. */
final class ListeningPorts {
    /**
     * @param host the address that is listened on; empty: all of the machine
     */
    private record Service(IniKey key, int port, Optional<String> host) {
        boolean excludes(Service other) {
            return port == other.port && (host.isEmpty() || other.host.isEmpty() || host.equals(other.host));
        }
    }

    private final IniValues ini;
    private final List<Service> services = new ArrayList<>();

    private ListeningPorts(IniValues ini) {
        this.ini = ini;
    }

    /** Notes each service whose port one before it has. */
    static void check(IniValues ini) {
        var ports = new ListeningPorts(ini);
        ports.add(IniKey.PORT, Optional.empty());
        ports.add(IniKey.CONTROL_PORT, Optional.of(Monitoring.Endpoint.LOOPBACK));
        ports.add(IniKey.HTTP, Optional.empty());
        // Not opened without a certificate, nor where it is the relay's own port.
        if (ini.isGiven(IniKey.CERT) && ini.isGiven(IniKey.KEY)
                && !ports.port(IniKey.HTTPS).equals(ports.port(IniKey.PORT))) {
            ports.add(IniKey.HTTPS, Optional.empty());
        }
        ports.add(IniKey.METRICS_PORT, ports.metricsHost());
    }

    private void add(IniKey key, Optional<String> host) {
        port(key).map(port -> new Service(key, port, host)).ifPresent(service -> {
            services.stream().filter(service::excludes).findFirst().ifPresent(other -> ini.wrong(key,
                    "must not be " + service.port() + ", which " + other.key().place() + " is"));
            services.add(service);
        });
    }

    /** Empty also for 0, any free one, and for what is no port, which is noted elsewhere. */
    private Optional<Integer> port(IniKey key) {
        var text = ini.text(key).or(() -> key == IniKey.PORT && !ini.isGiven(key)
                ? Optional.of(Integer.toString(RelayIni.DEFAULT_PORT))
                : Optional.empty());
        return text.flatMap(number -> IniValues.wholeNumber(number, 1, RelayIni.MAX_PORT));
    }

    private Optional<String> metricsHost() {
        var host = ini.text(IniKey.METRICS_HOST).orElse(Monitoring.Endpoint.LOOPBACK);
        return switch (host) {
            case "0.0.0.0", "::" -> Optional.empty();
            case "localhost" -> Optional.of(Monitoring.Endpoint.LOOPBACK);
            default -> Optional.of(host);
        };
    }
}
