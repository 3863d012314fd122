package org.xftp.server.monitor;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/** The process and its Java runtime, under the names that dashboards for any program look for. */
final class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private ProcessMetrics() {}

    static void register(PrometheusRegistry registry) {
        memory(registry);
        collections(registry);
        var threads = ManagementFactory.getThreadMXBean();
        gauge(registry, "jvm_threads_current", "Platform threads", threads::getThreadCount);
        gauge(registry, "process_start_time_seconds", "When the process started",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
        gauge(registry, "process_resident_memory_bytes", "Memory of the process as the system counts it",
                ProcessMetrics::residentBytes);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            CounterWithCallback.builder().name("process_cpu_seconds_total").help("Processor time of the process")
                    .callback(callback -> callback.call(system.getProcessCpuTime() / NANOS)).register(registry);
            gauge(registry, "process_open_fds", "Open files and sockets",
                    () -> (double) system.getOpenFileDescriptorCount());
            gauge(registry, "process_max_fds", "Most of them", () -> (double) system.getMaxFileDescriptorCount());
        }
    }

    private static void memory(PrometheusRegistry registry) {
        var beans = ManagementFactory.getMemoryMXBean();
        GaugeWithCallback.builder().name("jvm_memory_used_bytes").help("Memory that Java uses").labelNames("area")
                .callback(callback -> {
                    callback.call((double) beans.getHeapMemoryUsage().getUsed(), "heap");
                    callback.call((double) beans.getNonHeapMemoryUsage().getUsed(), "nonheap");
                }).register(registry);
        MemoryUsage heap = beans.getHeapMemoryUsage();
        gauge(registry, "jvm_memory_heap_max_bytes", "Most memory of the Java heap", () -> (double) heap.getMax());
    }

    private static void collections(PrometheusRegistry registry) {
        SummaryWithCallback.builder().name("jvm_gc_collection_seconds").help("Garbage collections and their time")
                .labelNames("gc").callback(callback -> {
                    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                        callback.call(Math.max(0, collector.getCollectionCount()),
                                Math.max(0, collector.getCollectionTime()) / MILLIS, Quantiles.EMPTY,
                                collector.getName());
                    }
                }).register(registry);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder().name(name).help(help).callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Not a number where the system does not tell. */
    private static double residentBytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:")).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024.0).orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
