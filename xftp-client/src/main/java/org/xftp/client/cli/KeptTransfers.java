package org.xftp.client.cli;

import java.util.List;
import org.xftp.client.TransferInfo;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;

/** Finds an unfinished transfer by the beginning of its id. */
final class KeptTransfers {
    private KeptTransfers() {}

    /** @param beginning at least one digit, of one transfer only */
    static TransferInfo find(XftpClient client, String beginning) throws CliException, XftpClientException {
        List<TransferInfo> found = client.transfers().stream()
                .filter(transfer -> !beginning.isEmpty() && transfer.id().text().startsWith(beginning)).toList();
        if (found.isEmpty()) {
            throw CliException.usage("there is no such transfer: 'xftp transfers' lists them");
        }
        if (found.size() > 1) {
            throw CliException.usage("that is the beginning of several transfers' ids: give more of it");
        }
        return found.getFirst();
    }
}
