package org.xftp.client.transfer;

import java.time.Duration;
import org.xftp.client.TransferListener;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;

/** Counts one phase and passes it on, one call at a time. */
public final class Progress {
    private final TransferListener listener;
    private final Phase phase;
    private final long total;
    private long done;

    public Progress(TransferListener listener, Phase phase, long total) {
        this.listener = listener;
        this.phase = phase;
        this.total = total;
        listener.progress(phase, 0, total);
    }

    /** Counts the replicas of a description. */
    public static Progress ofReplicas(TransferListener listener, Phase phase, FileDescription description) {
        return new Progress(listener, phase,
                description.chunks().stream().mapToLong(chunk -> chunk.replicas().size()).sum());
    }

    public synchronized void add(long units) {
        done += units;
        listener.progress(phase, done, total);
    }

    /** Tells which relay served a chunk. */
    public synchronized void chunk(int number, int size, RelayAddress relay) {
        listener.chunk(phase, number, size, relay);
    }

    public synchronized void retrying(XftpClientException failure, Duration delay) {
        listener.retrying(failure, delay);
    }
}
