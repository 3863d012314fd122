package org.xftp.client;

import java.time.Duration;
import org.xftp.client.TransferListener.Phase;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;

/** Counts one phase and passes it on, one call at a time. */
final class Progress {
    private final TransferListener listener;
    private final Phase phase;
    private final long total;
    private long done;

    Progress(TransferListener listener, Phase phase, long total) {
        this.listener = listener;
        this.phase = phase;
        this.total = total;
        listener.progress(phase, 0, total);
    }

    /** Counts the replicas of a description. */
    static Progress ofReplicas(TransferListener listener, Phase phase, FileDescription description) {
        return new Progress(listener, phase,
                description.chunks().stream().mapToLong(chunk -> chunk.replicas().size()).sum());
    }

    synchronized void add(long units) {
        done += units;
        listener.progress(phase, done, total);
    }

    /** Tells which relay served a chunk. */
    synchronized void chunk(int number, int size, RelayAddress relay) {
        listener.chunk(phase, number, size, relay);
    }

    synchronized void retrying(XftpClientException failure, Duration delay) {
        listener.retrying(failure, delay);
    }
}
