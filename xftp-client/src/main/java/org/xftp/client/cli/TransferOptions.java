package org.xftp.client.cli;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xftp.client.RetryPolicy;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientBuilder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that talk to relays take. */
class TransferOptions {
    @Option(names = {"-r",
        "--retry"}, paramLabel = "RETRY", description = "how often to try again after a network failure (default: keep going)")
    private @Nullable Integer retries;

    @Option(names = "--timeout", paramLabel = "TIME", description = "how long to try again after network failures, such as 90s, 15m or 2h (default: keep going)")
    private @Nullable String timeout;

    @Mixin
    private ProxyOption proxy = new ProxyOption();

    @Option(names = "--isolate", description = "a connection of its own for each request, and through Tor a circuit of its own")
    private boolean isolate;

    final XftpClient client(CliContext context) throws CliException {
        return client(context, UnaryOperator.identity());
    }

    /** @param more settings of one command */
    final XftpClient client(CliContext context, UnaryOperator<XftpClientBuilder> more) throws CliException {
        return more.apply(settings(context)).build();
    }

    /** The client as the options want it. */
    XftpClientBuilder settings(CliContext context) throws CliException {
        XftpClientBuilder builder = XftpClient.builder().retries(policy()).clock(context.clock())
                .random(context.random()).isolated(isolate);
        proxy.resolve(context).ifPresent(builder::proxy);
        return builder;
    }

    private RetryPolicy policy() throws CliException {
        RetryPolicy policy = RetryPolicy.PERSISTENT;
        if (retries != null) {
            if (retries < 0) {
                throw CliException.usage("-r takes a number from 0 on");
            }
            policy = policy.withRetries(retries);
        }
        return timeout == null ? policy : policy.withPatience(TimeSpan.parse("--timeout", timeout));
    }
}
