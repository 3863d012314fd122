package org.xftp.client.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xftp.client.Timeouts;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientBuilder;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.ProbeOutcome.Failed;
import org.xftp.protocol.description.RelayAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xftp test}. */
@Command(name = "test", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Tries out relays step by step (name, connection, TLS, identity, handshake, and 64 KiB there and back) and tells which "
        + "step fails and how long each takes.")
final class TestCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(index = "0..*", arity = "0..*", paramLabel = "SERVER", description = "relay addresses (default: all that send would use)")
    private List<String> addresses = new ArrayList<>();

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "30s", description = "how long to wait in each step, such as 10s or 2m (default: ${DEFAULT-VALUE})")
    private String timeout = "30s";

    @Mixin
    private ProxyOption proxy = new ProxyOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    TestCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        Duration patience = TimeSpan.parse("--timeout", timeout);
        if (patience.isZero()) {
            throw CliException.usage("--timeout takes a time longer than 0");
        }
        XftpClientBuilder builder = XftpClient.builder().clock(context.clock()).random(context.random())
                .timeouts(new Timeouts(patience, patience, Duration.ZERO));
        proxy.resolve(context).ifPresent(builder::proxy);
        try (XftpClient client = builder.build(); Report report = output.report(context)) {
            return test(client, servers.resolve(context, report, addresses), report).status();
        }
    }

    private ExitCode test(XftpClient client, List<RelayAddress> relays, Report report)
            throws CliException, XftpClientException {
        ExitCode worst = ExitCode.OK;
        int failures = 0;
        for (RelayAddress relay : relays) {
            Optional<Failed> failure = new ProbeReporter(report, relay, output.quiet()).run(client);
            if (failure.isPresent()) {
                worst = worst.worse(ExitCode.of(failure.get().kind()));
                failures++;
            }
        }
        if (failures > 0) {
            throw new CliException(worst, relays.size() == 1
                    ? "the relay cannot be used"
                    : failures + " of " + relays.size() + " relays cannot be used");
        }
        return worst;
    }
}
