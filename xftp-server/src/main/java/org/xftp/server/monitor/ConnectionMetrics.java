package org.xftp.server.monitor;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.xftp.transport.ConnectionRefusal;
import org.xftp.transport.HandshakeFailure;
import org.xftp.transport.TransportListener;

/** Connections, TLS handshakes and bytes on the network. */
public final class ConnectionMetrics implements TransportListener {
    private static final String COMPLETED = "completed";

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final Counter refused;
    private final Counter handshakes;

    ConnectionMetrics(PrometheusRegistry registry) {
        RequestMetrics.bytes(registry, "xftp_connections_opened_total", "TCP connections accepted", opened);
        RequestMetrics.bytes(registry, "xftp_network_received_bytes_total", "Bytes received, with TLS", received);
        RequestMetrics.bytes(registry, "xftp_network_sent_bytes_total", "Bytes sent, with TLS", sent);
        GaugeWithCallback.builder().name("xftp_connections").help("TCP connections open now")
                .callback(callback -> callback.call((double) open())).register(registry);
        refused = Counter.builder().name("xftp_connections_refused_total").help("TCP connections closed at once")
                .labelNames("reason").withoutExemplars().register(registry);
        for (ConnectionRefusal reason : ConnectionRefusal.values()) {
            refused.initLabelValues(label(reason));
        }
        handshakes = Counter.builder().name("xftp_tls_handshakes_total").help("TLS handshakes by how they ended")
                .labelNames("result").withoutExemplars().register(registry);
        handshakes.initLabelValues(COMPLETED);
        for (HandshakeFailure kind : HandshakeFailure.values()) {
            handshakes.initLabelValues(label(kind));
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** How many connections are open. */
    public long open() {
        return Math.max(0, opened.sum() - closed.sum());
    }

    @Override
    public void connectionOpened() {
        opened.increment();
    }

    @Override
    public void connectionRefused(ConnectionRefusal reason) {
        refused.labelValues(label(reason)).inc();
    }

    @Override
    public void connectionClosed() {
        closed.increment();
    }

    @Override
    public void handshakeCompleted() {
        handshakes.labelValues(COMPLETED).inc();
    }

    @Override
    public void handshakeFailed(HandshakeFailure kind) {
        handshakes.labelValues(label(kind)).inc();
    }

    @Override
    public void received(int bytes) {
        received.add(bytes);
    }

    @Override
    public void sent(int bytes) {
        sent.add(bytes);
    }
}
