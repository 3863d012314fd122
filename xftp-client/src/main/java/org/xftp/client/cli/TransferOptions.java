package org.xftp.client.cli;

import java.util.function.UnaryOperator;
import org.xftp.client.RetryPolicy;
import org.xftp.client.XftpClient;
import picocli.CommandLine.Option;

/** What all commands that talk to relays take. */
final class TransferOptions {
    @Option(names = {"-r",
        "--retry"}, paramLabel = "RETRY", defaultValue = "3", description = "how often to try again after a network failure (default: ${DEFAULT-VALUE})")
    private int retries;

    XftpClient client(CliContext context) throws CliException {
        return client(context, UnaryOperator.identity());
    }

    /** @param more settings of one command */
    XftpClient client(CliContext context, UnaryOperator<XftpClient.Builder> more) throws CliException {
        if (retries < 0) {
            throw CliException.usage("-r takes a number from 0 on");
        }
        return more.apply(XftpClient.builder().retries(RetryPolicy.DEFAULT.withRetries(retries))
                .clock(context.clock()).random(context.random())).build();
    }
}
