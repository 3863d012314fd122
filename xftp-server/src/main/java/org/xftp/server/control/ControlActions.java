package org.xftp.server.control;

import java.io.IOException;
import org.xftp.protocol.command.Blocked;
import org.xftp.store.ChunkId;

/** What an operator can do to the running relay. */
public interface ControlActions {
    /** Removes the chunk that has this recipient; false when there is none. */
    boolean delete(ChunkId recipient) throws IOException;

    /** Takes the chunk that has this recipient out of service; false when there is none. */
    boolean block(ChunkId recipient, Blocked reason) throws IOException;

    /** Lines about the process and its load, without a line end at the end. */
    String runtimeStatistics() throws IOException;
}
