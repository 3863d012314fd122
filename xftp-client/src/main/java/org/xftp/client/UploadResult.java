package org.xftp.client;

import java.util.List;
import java.util.Optional;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.FileDescription;

/**
 * A file is on its relays.
 *
 * @param recipients one description for each recipient; each works once and must reach nobody else
 * @param sender deletes the file; stays with the sender
 * @param transfer the upload's state, kept until {@link XftpClient#release}; empty where none is kept
 */
public record UploadResult(List<FileDescription> recipients, FileDescription sender, Optional<TransferId> transfer) {
    public UploadResult {
        recipients = List.copyOf(recipients);
    }

    /** An upload of which no state is kept. */
    public UploadResult(List<FileDescription> recipients, FileDescription sender) {
        this(recipients, sender, Optional.empty());
    }

    UploadResult in(Optional<TransferId> kept) {
        return new UploadResult(recipients, sender, kept);
    }
}
