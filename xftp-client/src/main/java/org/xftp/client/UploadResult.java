package org.xftp.client;

import java.util.List;
import org.xftp.protocol.description.FileDescription;

/**
 * A file is on its relays.
 *
 * @param recipients one description for each recipient; each works once and must reach nobody else
 * @param sender deletes the file; stays with the sender
 */
public record UploadResult(List<FileDescription> recipients, FileDescription sender) {
    public UploadResult {
        recipients = List.copyOf(recipients);
    }
}
