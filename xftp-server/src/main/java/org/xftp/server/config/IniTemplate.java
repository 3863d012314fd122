package org.xftp.server.config;

/** The ini file that {@code init} leaves for the operator to go on with. */
final class IniTemplate {
    private IniTemplate() {}

    static String write(InitRequest request, RelayDirectories directories) {
        return String.join("\n", information(), storeLog(request), auth(request), transport(request), files(request),
                inactiveClients(), limits(), web(request, directories), monitoring());
    }

    private static String information() {
        return """
                [INFORMATION]
                # Who runs this relay. Shown to users; every line may be left out.
                # If you changed the relay's source code, its licence asks you to say where users find it.
                # source_code = https://example.org/source

                # server_country = two letters, as in ISO 3166
                # operator = person or organisation
                # operator_country = two letters
                # website = https://example.org
                # admin_simplex = SimpleX address
                # admin_email = admin@example.org
                # complaints_simplex = SimpleX address
                # complaints_email = complaints@example.org
                # hosting = person or organisation
                # hosting_country = two letters
                # hosting_type = virtual
                """;
    }

    private static String storeLog(InitRequest request) {
        return """
                [STORE_LOG]
                # Records of chunks survive a restart: they lie in an index in the log directory.
                enable = %s

                # Chunks are removed so many hours after they were registered; off: never.
                expire_files_hours = 48

                # on: a line of counts is added to file-server-stats.daily.log every midnight (UTC).
                # log_stats = on

                # Every so many seconds the same counts are written to xftp-server-metrics.txt, for Prometheus.
                # prometheus_interval = 60
                """.formatted(request.storeLog() ? "on" : "off");
    }

    private static String auth(InitRequest request) {
        return """
                [AUTH]
                # off: no new chunks are taken, those that are there can still be fetched. For retiring a relay.
                new_files = on

                # With a password only those who know it can upload. It stands in the address that they use,
                # xftp://fingerprint:password@host, and is never passed on to recipients.
                # Printable ASCII characters without blanks, '@', ':' and '/'.
                %s
                # create_password = choose one

                # Every password may come from a file of one line instead, which not everybody can read:
                # create_password_file, control_port_admin_password_file, control_port_user_password_file;
                # or from the environment: XFTP_CREATE_PASSWORD, XFTP_CONTROL_PORT_ADMIN_PASSWORD,
                # XFTP_CONTROL_PORT_USER_PASSWORD. systemd's credentials: ${CREDENTIALS_DIRECTORY}/NAME.

                # Passwords of the control port, see TRANSPORT. Without one nobody gets that role.
                # control_port_admin_password = choose one
                # control_port_user_password = choose another
                """.formatted(request.options().passwordFile().map(file -> "create_password_file = " + file)
                .orElse("# create_password_file = a file that holds it, which not everybody can read"));
    }

    private static String transport(InitRequest request) {
        return """
                [TRANSPORT]
                # The relay's names, separated by commas. Only for the address that is printed at start.
                host = %s
                port = %d

                # Commands of the operator, on this machine only.
                %s
                """.formatted(request.host(), request.options().port(), request.options().controlPort()
                .map(port -> "control_port = " + port).orElse("# control_port = 5226"));
    }

    private static String files(InitRequest request) {
        return """
                [FILES]
                # Where the bytes of chunks lie, and how many there may be in all: kb, mb, gb, tb.
                path = %s
                storage_quota = %s
                # Uploads are refused as over the quota while less than this is free on that disk; off: they may fill it.
                min_free_disk = 1gb
                """
                .formatted(request.files(), request.quota());
    }

    private static String monitoring() {
        return """
                [MONITORING]
                # Metrics for Prometheus (/metrics) and a health check (/health), over HTTP without a password:
                # keep it on this machine or in a network that is yours.
                # metrics_port = 9443
                # metrics_host = 127.0.0.1
                """;
    }

    private static String inactiveClients() {
        return """
                [INACTIVE_CLIENTS]
                # Whether to close connections on which nothing happens for ttl seconds.
                disconnect = off
                # ttl = 21600
                # check_interval = 3600
                """;
    }

    private static String limits() {
        return """
                [LIMITS]
                # What peers may take of the relay's time and memory. These are the defaults, for a machine with 1 GB.
                # Addresses are kept in memory only. Those of this machine, such as a proxy's or an onion service's,
                # have no limit of their own.
                # connections = 10000
                # connections_per_address = 500
                # handshakes_per_second = 200
                # handshakes_per_address = 20

                # Seconds until TLS is agreed, until a peer has proved to speak XFTP, and for a request block.
                # handshake_timeout = 60
                # setup_timeout = 120
                # block_timeout = 120

                # Requests at a time on one connection, and chunks on their way at a time, in all and of one address.
                # requests_per_connection = 100
                # transfers = 5000
                # transfers_per_address = 1250

                # Seconds for a chunk, and a second more for so many of its bytes.
                # upload_timeout = 300
                # min_upload_rate = 16kb
                # download_timeout = 900
                # min_download_rate = 16kb
                """;
    }

    private static String web(InitRequest request, RelayDirectories directories) {
        var configuration = directories.configuration();
        return """
                [WEB]
                # Browsers need a certificate of an ordinary authority; they are served on the relay's own port.
                # The files are looked at while the relay runs: a renewed certificate needs no restart.
                # cert = %s
                # key = %s

                # on: do not start while browsers cannot be served. Otherwise apps are served all the same.
                # required = off

                # The pages about this relay on further ports: without TLS, and under the certificate above.
                # http = 8000
                # https = 8443

                # Files that browsers get before the relay's own page; nothing is ever written there.
                %s""".formatted(configuration.resolve("web.crt"), configuration.resolve("web.key"),
                request.webPath().map(pages -> "static_path = " + pages + "\n")
                        .orElse("# static_path = " + directories.log().resolve("www") + "\n"));
    }
}
