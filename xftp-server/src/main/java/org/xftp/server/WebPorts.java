package org.xftp.server;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.web.WebSite;
import org.xftp.transport.HttpServer;
import org.xftp.transport.HttpSettings;
import org.xftp.transport.TlsCredentials;

/** The further ports on which the relay's pages can be had: {@code [WEB] http} and {@code https}. */
final class WebPorts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebPorts.class.getName());

    private final String host;
    private final WebSite site;
    private final Optional<Integer> httpsPort;
    private final Optional<HttpServer> http;
    private @Nullable HttpServer https;

    private WebPorts(RelaySettings settings, WebSite site) throws IOException {
        this.host = settings.bindHost();
        this.site = site;
        // Where it is the relay's own port, browsers are served already.
        this.httpsPort = settings.site().httpsPort().filter(port -> port == 0 || port != settings.port());
        var port = settings.site().httpPort();
        this.http = port.isPresent() ? Optional.of(listen("http", port.get(), Optional.empty())) : Optional.empty();
    }

    /** Opens those that the settings ask for; https waits for a certificate. */
    static WebPorts open(RelaySettings settings, WebSite site, Optional<TlsCredentials> web) throws IOException {
        var ports = new WebPorts(settings, site);
        try {
            ports.openHttps(web);
            return ports;
        } catch (IOException | RuntimeException e) {
            ports.close();
            throw e;
        }
    }

    private synchronized void openHttps(Optional<TlsCredentials> web) throws IOException {
        if (httpsPort.isPresent() && web.isPresent()) {
            https = listen("https", httpsPort.get(), web);
        } else if (httpsPort.isPresent()) {
            LOG.log(System.Logger.Level.WARNING, "[WEB] https is not served without a certificate for browsers");
        }
    }

    private HttpServer listen(String key, int port, Optional<TlsCredentials> tls) throws IOException {
        try {
            return HttpServer.bind(new HttpSettings(host, port, tls), site::serve);
        } catch (IOException e) {
            throw new IOException("[WEB] " + key + ": " + e.getMessage(), e);
        }
    }

    /** Shows this certificate from now on; opens https if it had to wait for it. */
    synchronized void renew(Optional<TlsCredentials> web) {
        if (https != null) {
            web.ifPresent(https::renew);
            return;
        }
        try {
            openHttps(web);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, e.getMessage());
        }
    }

    Optional<Integer> http() {
        return http.map(HttpServer::port);
    }

    synchronized Optional<Integer> https() {
        return Optional.ofNullable(https).map(HttpServer::port);
    }

    @Override
    public synchronized void close() {
        http.ifPresent(HttpServer::close);
        if (https != null) {
            https.close();
        }
    }
}
