package org.xftp.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;

/**
 * A transfer that has not come to its end.
 *
 * @param name of the file, as far as known
 * @param done bytes that need not be transferred again; in a download a last look at them is still to be taken
 * @param total bytes of the encrypted file
 * @param started to the second
 * @param relays that have a part of it, without passwords
 * @param description what is downloaded, as it was given
 * @param note what {@link XftpClientBuilder#note} said when it began
 */
public record TransferInfo(TransferId id, Direction direction, Optional<String> name, long done, long total,
        Instant started, List<RelayAddress> relays, Optional<FileDescription> description, String note) {
    /** Which way the bytes go. */
    public enum Direction {
        /** To relays. */
        UPLOAD,
        /** From relays. */
        DOWNLOAD
    }

    public TransferInfo {
        relays = List.copyOf(relays);
    }

    /** Without the name, the description and the note. */
    @Override
    public String toString() {
        return "TransferInfo[" + id + ", " + direction + ", " + done + " of " + total + " bytes]";
    }
}
