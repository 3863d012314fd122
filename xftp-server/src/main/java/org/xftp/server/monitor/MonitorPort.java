package org.xftp.server.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.xftp.server.config.Monitoring;

/**
 * Serves metrics and health over HTTP (docs/RELAY.md, monitoring). What is asked for at a time is bounded, and so is the
 * time that a client takes: any program on the machine can connect.
 */
public final class MonitorPort implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MonitorPort.class.getName());
    private static final int MOST_AT_A_TIME = 16;
    private static final String SECONDS_FOR_A_CLIENT = "10";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";

    /** What is served. */
    public interface Pages {
        /** In the text format of Prometheus. */
        String metrics() throws IOException;

        HealthReport health();

        boolean ready();
    }

    private record Page(int status, String type, String text) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("xftp-monitor-", 0).factory());
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);
    private final Pages pages;

    private MonitorPort(HttpServer server, Pages pages) {
        this.server = server;
        this.pages = pages;
    }

    /**
     * Serves from now on.
     *
     * @throws IOException when the address cannot be bound, in one line
     */
    public static MonitorPort open(Monitoring.Endpoint endpoint, Pages pages) throws IOException {
        limitTimes();
        var port = new MonitorPort(bind(endpoint), pages);
        port.server.setExecutor(port::run);
        port.server.createContext("/", port::serve);
        port.server.start();
        return port;
    }

    private static HttpServer bind(Monitoring.Endpoint endpoint) throws IOException {
        try {
            var address = new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
            return HttpServer.create(address, MOST_AT_A_TIME);
        } catch (BindException e) {
            throw new IOException("[MONITORING] metrics_port " + endpoint.port()
                    + " cannot be bound: it is in use or not allowed", e);
        } catch (UnknownHostException e) {
            throw new IOException("[MONITORING] metrics_host is not an address of this machine", e);
        }
    }

    /** The JDK's server takes its limits from system properties only, and has none by itself. */
    private static void limitTimes() {
        for (String limit : new String[]{"sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime"}) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, SECONDS_FOR_A_CLIENT);
            }
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The server closes connections whose request is rejected. */
    private void run(Runnable request) {
        if (!places.tryAcquire()) {
            throw new RejectedExecutionException("too many at a time");
        }
        try {
            threads.execute(() -> {
                try {
                    request.run();
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException e) {
            places.release();
            throw e;
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var page = page(exchange);
            byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", page.type());
            exchange.getResponseHeaders().set("cache-control", "no-store");
            if (page.status() == 405) {
                exchange.getResponseHeaders().set("allow", "GET, HEAD");
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(page.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Page page(HttpExchange exchange) {
        var method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return new Page(405, TEXT, "method not allowed\n");
        }
        try {
            return page(exchange.getRequestURI().getPath());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "a page of the monitoring port failed", e);
            return new Page(500, TEXT, "internal error\n");
        }
    }

    private Page page(String path) throws IOException {
        return switch (path) {
            case "/metrics" -> new Page(200, METRICS, pages.metrics());
            case "/health" -> {
                var health = pages.health();
                yield new Page(health.healthy() ? 200 : 503, JSON, HealthJson.write(health) + "\n");
            }
            case "/ready" -> pages.ready()
                    ? new Page(200, TEXT, "ready\n")
                    : new Page(503, TEXT, "not ready\n");
            default -> new Page(404, TEXT, "not found\n");
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
