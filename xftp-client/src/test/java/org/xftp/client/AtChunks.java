package org.xftp.client;

import org.xftp.client.TransferListener.Phase;

/** Does something each time a chunk of a phase is through, but for the last. */
record AtChunks(Phase phase, Runnable action) implements TransferListener {
    @Override
    public void progress(Phase now, long done, long total) {
        if (now == phase && done > 0 && done < total) {
            action.run();
        }
    }
}
