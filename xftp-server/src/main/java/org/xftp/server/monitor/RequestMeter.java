package org.xftp.server.monitor;

import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.XftpError;

/** Told of a relay's requests, on their own threads; costs about nothing. */
public interface RequestMeter {
    /** A request was answered with an error before it was known which command it is. */
    void rejected(XftpError error);

    /** A command was carried out, uploads with all their bytes, downloads up to their first. */
    void answered(Command command, Reply reply, long nanos);

    /** So many bytes of a chunk came in. */
    void uploadedBytes(int count);

    /** So many bytes of a chunk went out. */
    void downloadedBytes(int count);

    /** A chunk was sent to its end. */
    void downloaded(long nanos);

    /** A chunk was not sent to its end: the peer left, or the body could not be read. */
    void downloadBroke();
}
