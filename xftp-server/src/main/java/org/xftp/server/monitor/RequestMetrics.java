package org.xftp.server.monitor;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.xftp.protocol.command.AckChunk;
import org.xftp.protocol.command.AddRecipients;
import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.DeleteChunk;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.GetChunk;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.XftpError;

/** Requests: how many, how long they take, what goes wrong, how many bytes. */
final class RequestMetrics implements RequestMeter {
    /** From look-ups in memory to uploads over bad lines. */
    static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
        300};
    private static final double NANOS = 1e9;
    private static final List<String> COMMANDS = List.of("FNEW", "FADD", "FPUT", "FDEL", "FGET", "FACK", "PING");

    private final Histogram durations;
    private final Histogram downloads;
    private final Counter errors;
    private final Counter broken;
    private final LongAdder uploadedBytes = new LongAdder();
    private final LongAdder downloadedBytes = new LongAdder();

    RequestMetrics(PrometheusRegistry registry) {
        durations = Histogram.builder().name("xftp_request_duration_seconds")
                .help("Time from a command to its answer; FPUT with all its bytes, FGET up to its first")
                .labelNames("command").classicOnly().classicUpperBounds(SECONDS).withoutExemplars().register(registry);
        COMMANDS.forEach(durations::initLabelValues);
        downloads = Histogram.builder().name("xftp_download_duration_seconds")
                .help("Time from the first byte of a chunk to its last, for chunks sent in full").classicOnly()
                .classicUpperBounds(SECONDS).withoutExemplars().register(registry);
        errors = Counter.builder().name("xftp_request_errors_total").help("Requests answered with an error, by kind")
                .labelNames("error").withoutExemplars().register(registry);
        errorKinds().forEach(errors::initLabelValues);
        broken = Counter.builder().name("xftp_downloads_broken_total")
                .help("Chunks not sent to their end: the peer left or the body could not be read").withoutExemplars()
                .register(registry);
        bytes(registry, "xftp_upload_bytes_total", "Bytes of chunks received", uploadedBytes);
        bytes(registry, "xftp_download_bytes_total", "Bytes of chunks sent", downloadedBytes);
    }

    static void bytes(PrometheusRegistry registry, String name, String help, LongAdder count) {
        CounterWithCallback.builder().name(name).help(help).callback(callback -> callback.call((double) count.sum()))
                .register(registry);
    }

    private static List<String> errorKinds() {
        var kinds = new ArrayList<String>();
        for (ErrorCode code : ErrorCode.values()) {
            kinds.add(code.name());
        }
        kinds.add("BLOCKED");
        return kinds;
    }

    @Override
    public void rejected(XftpError error) {
        errors.labelValues(kind(error)).inc();
    }

    @Override
    public void answered(Command command, Reply reply, long nanos) {
        DistributionDataPoint durationsOfCommand = durations.labelValues(name(command));
        durationsOfCommand.observe(nanos / NANOS);
        if (reply instanceof Failure(var error)) {
            rejected(error);
        }
    }

    @Override
    public void uploadedBytes(int count) {
        uploadedBytes.add(count);
    }

    @Override
    public void downloadedBytes(int count) {
        downloadedBytes.add(count);
    }

    @Override
    public void downloaded(long nanos) {
        downloads.observe(nanos / NANOS);
    }

    @Override
    public void downloadBroke() {
        broken.inc();
    }

    private static String kind(XftpError error) {
        return switch (error) {
            case ErrorCode code -> code.name();
            case Blocked _ -> "BLOCKED";
        };
    }

    private static String name(Command command) {
        return switch (command) {
            case NewChunk _ -> "FNEW";
            case AddRecipients _ -> "FADD";
            case PutChunk _ -> "FPUT";
            case DeleteChunk _ -> "FDEL";
            case GetChunk _ -> "FGET";
            case AckChunk _ -> "FACK";
            case Ping _ -> "PING";
        };
    }
}
