package org.xftp.client.cli;

import java.util.List;
import java.util.stream.Stream;
import org.xftp.client.TransferInfo;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.state.TransferId;

/** Finds an unfinished transfer by the beginning of its id. */
final class KeptTransfers {
    private KeptTransfers() {}

    /** @param beginning at least one digit, of one transfer only */
    static TransferInfo find(XftpClient client, String beginning) throws CliException, XftpClientException {
        List<TransferInfo> all = client.transfers();
        TransferId id = one(all.stream().map(TransferInfo::id), beginning);
        return all.stream().filter(transfer -> transfer.id().equals(id)).findFirst().orElseThrow();
    }

    /** The same, also of those that cannot be read. */
    static TransferId findAny(XftpClient client, String beginning) throws CliException, XftpClientException {
        return one(Stream.concat(client.transfers().stream().map(TransferInfo::id),
                client.unreadableTransfers().stream()), beginning);
    }

    private static TransferId one(Stream<TransferId> ids, String beginning) throws CliException {
        List<TransferId> found = ids.filter(id -> !beginning.isEmpty() && id.text().startsWith(beginning)).toList();
        if (found.isEmpty()) {
            throw CliException.usage("there is no such transfer: 'xftp transfers' lists them");
        }
        if (found.size() > 1) {
            throw CliException.usage("that is the beginning of several transfers' ids: give more of it");
        }
        return found.getFirst();
    }
}
