package org.xftp.client.cli;

import org.xftp.client.XftpClientBuilder;
import picocli.CommandLine.Option;

/** What commands take that upload. */
final class UploadOptions extends TransferOptions {
    @Option(names = "--replicas", paramLabel = "COUNT", defaultValue = "1", description = "on how many different relays each part of the file lies (default: ${DEFAULT-VALUE})")
    private int replicas = 1;

    @Option(names = "--exact-recipients", description = "let relays know the number of recipients, instead of the next power of two")
    private boolean exactRecipients;

    @Override
    XftpClientBuilder settings(CliContext context) throws CliException {
        if (replicas < 1) {
            throw CliException.usage("--replicas takes a number from 1 on");
        }
        return super.settings(context).replicas(replicas).exactRecipients(exactRecipients);
    }
}
